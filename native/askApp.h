// How a program that ssh has run asks the app for a secret: over the socket that the app told of, and so that
// nobody else gets at the answer. Shared by bowline-askpass and bowline-proxy.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

// Not memset, which a compiler leaves out where nobody looks at the result.
static void wipe(volatile char *bytes, size_t length) {
  while (length-- > 0) *bytes++ = 0;
}

// No core dump has the answer, and no other process of this user can look into this one.
static void keep_closed() {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0);
#endif
}

// A socket to the app; -1 where there is none.
static int connect_to_app() {
  const char *path = getenv("BOWLINE_ASKPASS");
  struct sockaddr_un place;
  memset(&place, 0, sizeof place);
  place.sun_family = AF_UNIX;
  if (!path || !*path || strlen(path) >= sizeof place.sun_path) return -1;
  strcpy(place.sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) return -1;
  if (connect(fd, (struct sockaddr *)&place, sizeof place) == 0) return fd;
  close(fd);
  return -1;
}

static bool write_all(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(fd, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written, length -= (size_t)written;
  }
  return true;
}

static bool say(int fd, const char *word) {
  return write_all(fd, word ? word : "", word ? strlen(word) + 1 : 1);
}

// The ticket, the kind of question and the question, each closed by a zero.
static bool ask(int fd, const char *hint, const char *question) {
  return say(fd, getenv("BOWLINE_ASKPASS_TICKET")) && say(fd, hint) && say(fd, question);
}

// Up to the end, and how many; all of the room where there is no less. -1 where it can't be read.
static ssize_t read_all(int fd, char *bytes, size_t room) {
  size_t length = 0;
  while (length < room) {
    ssize_t got = read(fd, bytes + length, room - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) return (ssize_t)length;
    length += (size_t)got;
  }
  return (ssize_t)room;
}
