// Put before each part that is compiled for Linux (`-include`): what a new glibc has moved or
// renamed is taken by the name and version that every glibc since 2.28 knows, so that one binary
// serves each system that Node does, whatever it was compiled on.
#ifndef BOWLINE_OLD_GLIBC_H
#define BOWLINE_OLD_GLIBC_H
#if defined(__linux__)
#include <features.h>

#if defined(__x86_64__)
#define BOWLINE_FIRST "GLIBC_2.2.5" // the version that all began with there
#elif defined(__aarch64__)
#define BOWLINE_FIRST "GLIBC_2.17"
#endif

#if defined(__GLIBC__) && defined(BOWLINE_FIRST)
// Since 2.38 strtol and its like are others, which read binary numbers, too.
#undef __GLIBC_USE_C2X_STRTOL
#define __GLIBC_USE_C2X_STRTOL 0
#undef __GLIBC_USE_C23_STRTOL
#define __GLIBC_USE_C23_STRTOL 0
#if __GLIBC_PREREQ(2, 32) // came from libpthread
__asm__(".symver pthread_sigmask,pthread_sigmask@" BOWLINE_FIRST);
#endif
#endif

// A program's first call. It is in a file of the compiler's, so the linker is told to lead it
// here (`--wrap`); since 2.34 it is another.
#ifdef BOWLINE_PROGRAM
typedef int bowline_main(int, char **, char **);
extern "C" {
int __real___libc_start_main(bowline_main *, int, char **, void (*)(), void (*)(), void (*)(), void *);
#if defined(__GLIBC__) && defined(BOWLINE_FIRST) && __GLIBC_PREREQ(2, 34)
int bowline_start(bowline_main *, int, char **, void (*)(), void (*)(), void (*)(), void *);
__asm__(".symver bowline_start,__libc_start_main@" BOWLINE_FIRST);
#else
#define bowline_start __real___libc_start_main
#endif
int __wrap___libc_start_main(bowline_main *main, int count, char **arguments, void (*init)(),
                             void (*fini)(), void (*loader)(), void *stack) {
  return bowline_start(main, count, arguments, init, fini, loader, stack);
}
}
#endif

#endif
#endif
