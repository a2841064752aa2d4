// How a terminal is set, at this very moment, which Node can't tell: a function for Node, on its
// stable interface (N-API), so that one binary serves every Node and Electron.
#include <node_api.h>
#include <stdint.h>
#include <termios.h>

static void set(napi_env env, napi_value object, const char *name, bool setting) {
  napi_value value;
  if (napi_get_boolean(env, setting, &value) == napi_ok)
    napi_set_named_property(env, object, name, value);
}

// terminalMode(fd: number): { lines, echo, signals } | undefined
static napi_value terminal_mode(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, result;
  int32_t fd = -1;
  struct termios modes;
  napi_get_undefined(env, &result);
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_int32(env, argument, &fd) != napi_ok) {
    napi_throw_type_error(env, nullptr, "Usage: terminalMode(fd)");
    return nullptr;
  }
  // Of a PTY, both ends answer with the one set of modes that there is.
  if (tcgetattr(fd, &modes) != 0) return result;
  napi_create_object(env, &result);
  set(env, result, "lines", modes.c_lflag & ICANON);
  set(env, result, "echo", modes.c_lflag & ECHO);
  set(env, result, "signals", modes.c_lflag & ISIG);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "terminalMode", NAPI_AUTO_LENGTH, terminal_mode, nullptr,
                           &function) == napi_ok)
    napi_set_named_property(env, exports, "terminalMode", function);
  return exports;
}
