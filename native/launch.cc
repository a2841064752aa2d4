// bowline-launch: what every program that Bowline starts on Linux goes through. It closes all
// descriptors but 0, 1 and 2, undoes what Node and Chromium have changed about their own
// process, and becomes the program. A program of its own, because between fork and exec in a
// process with threads nothing of this could be done safely, and Node's spawn has no hook there.
//
//   bowline-launch SOFT-LIMIT PROGRAM [ARGUMENT…]
//
// SOFT-LIMIT is the number of open files that `ulimit -n` shall show; `-` leaves it as it is.
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436 // the same on every architecture
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
  if (syscall(SYS_close_range, 3u, ~0u, 0u) != 0) close_listed();
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

int main(int count, char **arguments) {
  if (count < 3) {
    fprintf(stderr, "usage: bowline-launch SOFT-LIMIT PROGRAM [ARGUMENT...]\n");
    return USAGE;
  }
  close_inherited();
  limit_open_files(arguments[1]);
  be_nice();
  execvp(arguments[2], arguments + 2);
  int error = errno;
  fprintf(stderr, "%s: %s\n", arguments[2], strerror(error));
  return error == ENOENT ? NOT_FOUND : NOT_RUNNABLE;
}
