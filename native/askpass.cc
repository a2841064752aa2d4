// bowline-askpass: what ssh runs instead of asking its terminal (SSH_ASKPASS). It takes the question to
// the app, which started that ssh, and prints the answer. A program of its own, because the app can't be
// it: the fuse that lets it run as Node is off.
//
//   BOWLINE_ASKPASS=SOCKET BOWLINE_ASKPASS_TICKET=TICKET bowline-askpass QUESTION
//
// It says the ticket, SSH_ASKPASS_PROMPT and the question, each closed by a zero; what it is given is a
// `+` and the answer, up to the end. Ends with 0, or with 1 and nothing printed: there is no answer.
#include <errno.h>
#include <signal.h>
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

// ssh reads no more than 1023 bytes of it.
static const size_t LONGEST = 4096;
static const int NO_ANSWER = 1;

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

static int connect_to(const char *path) {
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

// Up to the end; more than there is room for is no answer.
static ssize_t read_all(int fd, char *bytes, size_t room) {
  size_t length = 0;
  while (length < room) {
    ssize_t got = read(fd, bytes + length, room - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) return (ssize_t)length;
    length += (size_t)got;
  }
  return -1;
}

static bool answered(int fd, const char *question) {
  static char answer[LONGEST];
  bool ok = say(fd, getenv("BOWLINE_ASKPASS_TICKET")) && say(fd, getenv("SSH_ASKPASS_PROMPT")) &&
            say(fd, question);
  ssize_t length = ok ? read_all(fd, answer, sizeof answer - 1) : -1;
  ok = length > 0 && answer[0] == '+';
  if (ok) {
    answer[length] = '\n';
    ok = write_all(STDOUT_FILENO, answer + 1, (size_t)length);
  }
  wipe(answer, sizeof answer);
  return ok;
}

int main(int count, char **arguments) {
  keep_closed();
  signal(SIGPIPE, SIG_IGN); // a socket that is closed is no answer
  int fd = connect_to(getenv("BOWLINE_ASKPASS"));
  if (fd < 0) return NO_ANSWER;
  return answered(fd, count > 1 ? arguments[1] : "") ? 0 : NO_ANSWER;
}
