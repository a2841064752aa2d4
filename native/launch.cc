// bowline-launch: what every program that Bowline starts on Linux goes through. It closes all
// descriptors but 0, 1 and 2, undoes what Node and Chromium have changed about their own
// process, and becomes the program. A program of its own, because between fork and exec in a
// process with threads nothing of this could be done safely, and Node's spawn has no hook there.
//
//   bowline-launch [SETTING=VALUE…] SOFT-LIMIT PROGRAM [ARGUMENT…]
//
// SOFT-LIMIT is the number of open files that `ulimit -n` shall show; `-` leaves it as it is.
// A setting is argv0, umask, renice, terminal (`ssh`), outlives (`no`: hung up when whoever started it dies), or a limit as SOFT:HARD by its name in setrlimit(2) (`core=0:-`).
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436 // the same on every architecture
#endif
#ifndef CLOSE_RANGE // a test sets one that no kernel has
#define CLOSE_RANGE SYS_close_range
#endif

// What shells say, too: 127 where there is no such program, 126 where it can't be run.
static const int NOT_FOUND = 127, NOT_RUNNABLE = 126, USAGE = 125;

// For kernels before 5.9, and for sandboxes that don't know the call.
static void close_listed() {
  DIR *folder = opendir("/proc/self/fd");
  if (!folder) {
    for (int fd = 3, end = (int)sysconf(_SC_OPEN_MAX); fd < end; fd++) close(fd);
    return;
  }
  while (struct dirent *entry = readdir(folder)) {
    int fd = isdigit(entry->d_name[0]) ? atoi(entry->d_name) : 0;
    if (fd > 2 && fd != dirfd(folder)) close(fd);
  }
  closedir(folder);
}

static void close_inherited() {
  if (syscall(CLOSE_RANGE, 3u, ~0u, 0u) != 0) close_listed();
}

// Node raises it to the hard limit, Chromium to 8192; programs that use select(2), or that close
// all descriptors one by one, can't bear that.
static void limit_open_files(const char *wanted) {
  struct rlimit limit;
  char *end;
  unsigned long long soft = strtoull(wanted, &end, 10);
  if (end == wanted || *end || getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Chromium raises the priority of threads where it may, and a child inherits its thread's.
// A lower priority is left alone: the user has asked for that.
static void be_nice() {
  errno = 0;
  if (getpriority(PRIO_PROCESS, 0) < 0 && errno == 0) setpriority(PRIO_PROCESS, 0, 0);
}

static const struct {
  const char *name;
  int resource;
} LIMITS[] = {
    {"as", RLIMIT_AS},           {"core", RLIMIT_CORE},       {"cpu", RLIMIT_CPU},
    {"data", RLIMIT_DATA},       {"fsize", RLIMIT_FSIZE},     {"locks", RLIMIT_LOCKS},
    {"memlock", RLIMIT_MEMLOCK}, {"msgqueue", RLIMIT_MSGQUEUE}, {"nice", RLIMIT_NICE},
    {"nofile", RLIMIT_NOFILE},   {"nproc", RLIMIT_NPROC},     {"rss", RLIMIT_RSS},
    {"rtprio", RLIMIT_RTPRIO},   {"rttime", RLIMIT_RTTIME},   {"sigpending", RLIMIT_SIGPENDING},
    {"stack", RLIMIT_STACK},
};

static rlim_t bound(const char *text) {
  return *text == '-' ? RLIM_INFINITY : (rlim_t)strtoull(text, nullptr, 10);
}

// Only root raises a hard limit; anybody else keeps what he has of it.
static void limit(int resource, const char *value) {
  const char *colon = strchr(value, ':');
  struct rlimit now, wanted;
  if (!colon || getrlimit(resource, &now) != 0) return;
  wanted.rlim_cur = bound(value);
  wanted.rlim_max = bound(colon + 1);
  if (setrlimit(resource, &wanted) == 0) return;
  if (wanted.rlim_max > now.rlim_max) wanted.rlim_max = now.rlim_max;
  if (wanted.rlim_cur > wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max;
  setrlimit(resource, &wanted);
}

// As sshd leaves a new terminal, which knows nothing of these.
static void terminal_of_ssh() {
  struct termios modes;
  if (tcgetattr(0, &modes) != 0) return;
  modes.c_cflag &= ~HUPCL;
  modes.c_iflag &= ~BRKINT;
  modes.c_cc[VEOL] = modes.c_cc[VEOL2] = _POSIX_VDISABLE;
  tcsetattr(0, TCSANOW, &modes);
}

// What has a terminal is hung up with that when its agent is killed; a pipe that closes is noticed only
// by who uses it.
static void die_with_parent() {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGHUP);
#endif
}

static bool is(const char *word, size_t length, const char *name) {
  return strlen(name) == length && strncmp(word, name, length) == 0;
}

// What an unknown setting asks for isn't done: the launcher may be older than who calls it.
static void apply(const char *word, const char *equals, const char **argv0) {
  size_t length = (size_t)(equals - word);
  const char *value = equals + 1;
  if (is(word, length, "argv0")) *argv0 = value;
  if (is(word, length, "terminal")) terminal_of_ssh();
  if (is(word, length, "outlives") && strcmp(value, "no") == 0) die_with_parent();
  if (is(word, length, "umask")) umask((mode_t)strtoul(value, nullptr, 8));
  if (is(word, length, "renice")) setpriority(PRIO_PROCESS, 0, atoi(value));
  for (auto &known : LIMITS) {
    if (is(word, length, known.name)) limit(known.resource, value);
  }
}

int main(int count, char **arguments) {
  be_nice(); // before a login's own, which may be another
  const char *argv0 = nullptr;
  while (count > 1) {
    const char *equals = strchr(arguments[1], '=');
    if (!equals) break;
    apply(arguments[1], equals, &argv0);
    arguments++, count--;
  }
  if (count < 3) {
    fprintf(stderr, "usage: bowline-launch [SETTING=VALUE...] SOFT-LIMIT PROGRAM [ARGUMENT...]\n");
    return USAGE;
  }
  close_inherited();
  limit_open_files(arguments[1]);
  char *program = arguments[2];
  if (argv0) arguments[2] = const_cast<char *>(argv0);
  execvp(program, arguments + 2);
  int error = errno;
  fprintf(stderr, "%s: %s\n", program, strerror(error));
  return error == ENOENT ? NOT_FOUND : NOT_RUNNABLE;
}
