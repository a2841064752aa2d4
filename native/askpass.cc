// bowline-askpass: what ssh runs instead of asking its terminal (SSH_ASKPASS). It takes the question to
// the app, which started that ssh, and prints the answer. A program of its own, because the app can't be
// it: the fuse that lets it run as Node is off.
//
//   BOWLINE_ASKPASS=SOCKET BOWLINE_ASKPASS_TICKET=TICKET bowline-askpass QUESTION
//
// It says the ticket, SSH_ASKPASS_PROMPT and the question, each closed by a zero; what it is given is a
// `+` and the answer, up to the end. Ends with 0, or with 1 and nothing printed: there is no answer.
#include "askApp.h"
#include <signal.h>

// ssh reads no more than 1023 bytes of it.
static const size_t LONGEST = 4096;
static const int NO_ANSWER = 1;

static bool answered(int fd, const char *question) {
  static char answer[LONGEST];
  bool ok = ask(fd, getenv("SSH_ASKPASS_PROMPT"), question);
  const size_t room = sizeof answer - 1; // as much is no answer
  ssize_t length = ok ? read_all(fd, answer, room) : -1;
  ok = length > 0 && (size_t)length < room && answer[0] == '+';
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
  int fd = connect_to_app();
  if (fd < 0) return NO_ANSWER;
  return answered(fd, count > 1 ? arguments[1] : "") ? 0 : NO_ANSWER;
}
