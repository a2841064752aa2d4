// What Node can't do: tell who is at the other end of a unix socket, make pipes, and have malloc give
// back what was freed. Functions for Node on its stable interface (N-API), so that one binary
// serves every Node and Electron.
#include <fcntl.h>
#include <node_api.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef __APPLE__
#include <sys/ucred.h>
#include <sys/un.h>
#endif

struct Peer {
  int64_t pid, uid, gid;
};

// As they were when the connection was made, so a peer that changed or ended tells no lie.
static bool ask_kernel(int fd, Peer *peer) {
#ifdef __APPLE__
  struct xucred cred;
  socklen_t size = sizeof cred;
  if (getsockopt(fd, SOL_LOCAL, LOCAL_PEERCRED, &cred, &size) != 0) return false;
  if (cred.cr_version != XUCRED_VERSION || cred.cr_ngroups < 1) return false;
  pid_t pid = 0;
  size = sizeof pid;
  if (getsockopt(fd, SOL_LOCAL, LOCAL_PEERPID, &pid, &size) != 0) pid = 0;
  *peer = {pid, cred.cr_uid, cred.cr_groups[0]};
#else
  // Of any other kind of socket, Linux answers with nobody instead of refusing.
  int domain = 0;
  socklen_t size = sizeof domain;
  if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0 || domain != AF_UNIX) return false;
  struct ucred cred;
  size = sizeof cred;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &size) != 0) return false;
  if (cred.uid == (uid_t)-1) return false; // not connected
  *peer = {cred.pid, cred.uid, cred.gid};
#endif
  return true;
}

static void set(napi_env env, napi_value object, const char *name, int64_t number) {
  napi_value value;
  if (napi_create_int64(env, number, &value) == napi_ok)
    napi_set_named_property(env, object, name, value);
}

// peerCredentials(fd: number): { pid, uid, gid } | undefined
static napi_value peer_credentials(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, result;
  int32_t fd = -1;
  Peer peer;
  napi_get_undefined(env, &result);
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_int32(env, argument, &fd) != napi_ok) {
    napi_throw_type_error(env, nullptr, "Usage: peerCredentials(fd)");
    return nullptr;
  }
  if (!ask_kernel(fd, &peer)) return result;
  napi_create_object(env, &result);
  set(env, result, "pid", peer.pid);
  set(env, result, "uid", peer.uid);
  set(env, result, "gid", peer.gid);
  return result;
}

// trimHeap(): boolean. Whole pages that are free, wherever they lie, of all threads.
static napi_value trim_heap(napi_env env, napi_callback_info) {
  bool trimmed = false;
#ifdef __GLIBC__
  trimmed = malloc_trim(0) == 1;
#endif
  napi_value result;
  if (napi_get_boolean(env, trimmed, &result) != napi_ok) return nullptr;
  return result;
}

// keepHeapSmall(): void. For blocks of 128 KiB and more that fit into nothing that is free, the system
// is asked from here on, and they go back to it when they are freed. By itself glibc raises that size
// with each that is freed, to 32 MiB, and grows its heap for all below, which a 16-byte block at its
// end then keeps from shrinking.
static napi_value keep_heap_small(napi_env env, napi_callback_info) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  mallopt(M_TRIM_THRESHOLD, 8 * 1024 * 1024);
#endif
  return nullptr;
}

// Close-on-exec from the moment they exist, where the system can do that.
static bool open_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC) == 0;
#else
  if (pipe(ends) != 0) return false;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return true;
#endif
}

// makePipe(ours: 0 | 1): { read, write } | undefined; our end doesn't block. The other one goes to a
// program, which would find a socket in the place of a pipe if Node made it: one that can't be
// opened again by its name (/dev/stdin, /dev/stderr).
static napi_value make_pipe(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, result;
  int32_t ours = -1;
  int ends[2];
  napi_get_undefined(env, &result);
  if (napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr) != napi_ok || count < 1 ||
      napi_get_value_int32(env, argument, &ours) != napi_ok || (ours != 0 && ours != 1)) {
    napi_throw_type_error(env, nullptr, "Usage: makePipe(0 | 1)");
    return nullptr;
  }
  if (!open_pipe(ends)) return result;
  fcntl(ends[ours], F_SETFL, fcntl(ends[ours], F_GETFL) | O_NONBLOCK);
  napi_create_object(env, &result);
  set(env, result, "read", ends[0]);
  set(env, result, "write", ends[1]);
  return result;
}

static void add(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  if (napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function) == napi_ok)
    napi_set_named_property(env, exports, name, function);
}

NAPI_MODULE_INIT() {
  add(env, exports, "peerCredentials", peer_credentials);
  add(env, exports, "trimHeap", trim_heap);
  add(env, exports, "keepHeapSmall", keep_heap_small);
  add(env, exports, "makePipe", make_pipe);
  return exports;
}
