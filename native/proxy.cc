// bowline-proxy: the way through a SOCKS or HTTP proxy, as ssh's ProxyCommand. It hands the connection over
// to ssh (ProxyUseFdpass) and ends, so that nothing of it stands between a key and its echo.
//
//   bowline-proxy socks5|http PROXY PORT =USER HOST PORT < > a socket of ssh's
//
// USER is in percent signs, as it stands in a line that a shell reads. Where there is one, its password is
// asked for as bowline-askpass asks (BOWLINE_ASKPASS); it is in no argument and no variable. What goes wrong
// is a line on stderr, `bowline-proxy: CODE TEXT`, of which electron/ssh/proxyTroubles.ts makes words. Nothing
// of what a proxy says is printed but its number.
#include "askApp.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <strings.h>
#include <time.h>

// Of a name, a user and a password: a byte says how long they are.
static const size_t LONGEST = 255;
// Of what an HTTP proxy says before its first empty line.
static const size_t MOST_SAID = 16 * 1024;
// For a connection, and for each answer as a whole.
static const long PATIENCE_MS = 15 * 1000;
// A proxy that waits for a password may close the connection.
static const long SOON_MS = 5 * 1000;
// Of a password that was refused: as often as ssh asks.
static const int MOST_TRIES = 3;

struct Way {
  bool is_http;
  const char *proxy, *proxy_port;
  char user[LONGEST + 1];
  const char *host;
  unsigned port;
};

static char password[LONGEST + 1];
static bool has_password = false;

// What came of a connection to the proxy: it leads to the host, the password is wrong, or it has waited for a
// person so long that it is better made anew.
enum Outcome { LEADS, REFUSED, LATE };

static void give_up(const char *code, const char *text = "") {
  wipe(password, sizeof password);
  fprintf(stderr, "bowline-proxy: %s%s%s\n", code, *text ? " " : "", text);
  exit(1);
}

static void give_up_with(const char *code, unsigned number) {
  char text[16];
  snprintf(text, sizeof text, "%u", number);
  give_up(code, text);
}

static long now() {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// Waits until it can be read or written; ends the program where that takes too long.
static void wait_for(int fd, short events, long until) {
  for (;;) {
    long left = until - now();
    struct pollfd one = {fd, events, 0};
    int ready = left <= 0 ? 0 : poll(&one, 1, (int)left);
    if (ready > 0) return;
    if (ready == 0) give_up("timeout");
    if (errno != EINTR) give_up("lost", strerror(errno));
  }
}

static int connected(const struct addrinfo *at, long until, int *why) {
  int fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
  if (fd < 0) return *why = errno, -1;
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  int error = connect(fd, at->ai_addr, at->ai_addrlen) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    struct pollfd one = {fd, POLLOUT, 0};
    long left = until - now();
    socklen_t size = sizeof error;
    if (left <= 0 || poll(&one, 1, (int)left) <= 0) error = ETIMEDOUT;
    else getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error == 0) return fd;
  close(fd);
  return *why = error, -1;
}

static int dial(const Way &way) {
  struct addrinfo hints, *all = nullptr;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(way.proxy, way.proxy_port, &hints, &all) != 0) give_up("unknown", way.proxy);
  int why = 0;
  for (struct addrinfo *at = all; at; at = at->ai_next) {
    int fd = connected(at, now() + PATIENCE_MS, &why);
    if (fd < 0) continue;
    freeaddrinfo(all);
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
  }
  give_up(why == ECONNREFUSED ? "refused" : why == ETIMEDOUT ? "timeout" : "unreachable", strerror(why));
  return -1;
}

static void send_all(int fd, const void *what, size_t length, long until) {
  const char *bytes = (const char *)what;
  while (length > 0) {
    wait_for(fd, POLLOUT, until);
    ssize_t sent = send(fd, bytes, length, 0);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (sent <= 0) give_up("lost");
    bytes += sent, length -= (size_t)sent;
  }
}

// No byte more than asked for: what follows is the host's, and ssh's to read.
static void read_exactly(int fd, void *into, size_t length, long until) {
  char *bytes = (char *)into;
  while (length > 0) {
    wait_for(fd, POLLIN, until);
    ssize_t got = recv(fd, bytes, length, 0);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) give_up("lost");
    bytes += got, length -= (size_t)got;
  }
}

// --- The password, asked for as bowline-askpass asks.

// Ends the program where nobody gives one.
static void ask_password(const Way &way) {
  char question[2 * LONGEST + 600];
  snprintf(question, sizeof question, "%s://%s@%s:%s", way.is_http ? "http" : "socks5", way.user, way.proxy,
           way.proxy_port);
  static char answer[LONGEST + 2]; // its sign, and a byte more than any password
  int fd = getenv("BOWLINE_ASKPASS_TICKET") ? connect_to_app() : -1;
  if (fd < 0) give_up("no-password");
  ssize_t got = ask(fd, "proxy", question) ? read_all(fd, answer, sizeof answer) : -1;
  close(fd);
  bool is_given = got > 0 && answer[0] == '+';
  size_t length = is_given ? (size_t)got - 1 : 0;
  bool is_long = length > LONGEST || memchr(answer + 1, 0, length);
  if (!is_long) memcpy(password, answer + 1, length);
  wipe(answer, sizeof answer);
  if (!is_given) give_up("no-password");
  if (is_long) give_up("password-long");
  password[length] = 0;
  has_password = true;
}

// --- SOCKS 5 (RFC 1928, RFC 1929)

// False: the password is refused.
static bool log_in_to_socks(int fd, const Way &way) {
  unsigned char message[3 + 2 * LONGEST], answer[2];
  size_t user = strlen(way.user), secret = strlen(password), at = 0;
  message[at++] = 1;
  message[at++] = (unsigned char)user;
  memcpy(message + at, way.user, user), at += user;
  message[at++] = (unsigned char)secret;
  memcpy(message + at, password, secret), at += secret;
  long until = now() + PATIENCE_MS;
  send_all(fd, message, at, until);
  wipe((volatile char *)message, sizeof message);
  read_exactly(fd, answer, 2, until);
  if (answer[0] != 1) give_up("no-socks");
  return answer[1] == 0;
}

static size_t socks_place(const Way &way, unsigned char *into) {
  if (inet_pton(AF_INET, way.host, into + 1) == 1) return into[0] = 1, 5;
  if (inet_pton(AF_INET6, way.host, into + 1) == 1) return into[0] = 4, 17;
  size_t length = strlen(way.host);
  into[0] = 3, into[1] = (unsigned char)length;
  memcpy(into + 2, way.host, length);
  return 2 + length;
}

static void ask_for_way(int fd, const Way &way) {
  unsigned char message[4 + LONGEST + 4] = {5, 1, 0}, head[4], rest[LONGEST + 2], length;
  size_t at = 3 + socks_place(way, message + 3);
  message[at++] = (unsigned char)(way.port >> 8);
  message[at++] = (unsigned char)way.port;
  long until = now() + 2 * PATIENCE_MS; // the proxy has to connect meanwhile
  send_all(fd, message, at, until);
  read_exactly(fd, head, 4, until);
  if (head[0] != 5) give_up("no-socks");
  if (head[1] != 0) give_up_with("socks-refused", head[1]);
  if (head[3] == 3) read_exactly(fd, &length, 1, until);
  else if (head[3] == 1 || head[3] == 4) length = head[3] == 1 ? 4 : 16;
  else give_up("no-socks");
  read_exactly(fd, rest, (size_t)length + 2, until);
}

static Outcome through_socks(int fd, const Way &way) {
  bool may_log_in = *way.user != 0;
  const unsigned char greeting[] = {5, (unsigned char)(may_log_in ? 2 : 1), 0, 2};
  unsigned char answer[2];
  long until = now() + PATIENCE_MS;
  send_all(fd, greeting, may_log_in ? 4 : 3, until);
  read_exactly(fd, answer, 2, until);
  if (answer[0] != 5) give_up("no-socks");
  if (answer[1] == 0xff) give_up(may_log_in ? "no-common-login" : "wants-login");
  if (answer[1] != 0 && !(answer[1] == 2 && may_log_in)) give_up("no-socks");
  if (answer[1] == 2) {
    long asked = now();
    if (!has_password) ask_password(way);
    if (now() - asked > SOON_MS) return LATE;
    if (!log_in_to_socks(fd, way)) return REFUSED;
  }
  ask_for_way(fd, way);
  return LEADS;
}

// --- HTTP CONNECT (RFC 9110), with the Basic scheme (RFC 7617)

static void add_base64(const unsigned char *bytes, size_t length, char *into) {
  static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t at = 0; at < length; at += 3) {
    unsigned three = (unsigned)bytes[at] << 16;
    if (at + 1 < length) three |= (unsigned)bytes[at + 1] << 8;
    if (at + 2 < length) three |= bytes[at + 2];
    *into++ = LETTERS[three >> 18 & 63];
    *into++ = LETTERS[three >> 12 & 63];
    *into++ = at + 1 < length ? LETTERS[three >> 6 & 63] : '=';
    *into++ = at + 2 < length ? LETTERS[three & 63] : '=';
  }
  *into = 0;
}

static void send_connect(int fd, const Way &way, long until) {
  static char request[4096], login[2 * LONGEST + 2], encoded[LONGEST * 3 + 8];
  const char *open = strchr(way.host, ':') ? "[" : "", *close = *open ? "]" : "";
  int length = snprintf(request, sizeof request, "CONNECT %s%s%s:%u HTTP/1.1\r\nHost: %s%s%s:%u\r\n", open,
                        way.host, close, way.port, open, way.host, close, way.port);
  if (*way.user) {
    int of_login = snprintf(login, sizeof login, "%s:%s", way.user, password);
    add_base64((const unsigned char *)login, (size_t)of_login, encoded);
    length += snprintf(request + length, sizeof request - (size_t)length,
                       "Proxy-Authorization: Basic %s\r\n", encoded);
  }
  length += snprintf(request + length, sizeof request - (size_t)length, "\r\n");
  send_all(fd, request, (size_t)length, until);
  wipe(request, sizeof request), wipe(login, sizeof login), wipe(encoded, sizeof encoded);
}

// All up to the first empty line, byte by byte; the number of its first line.
static unsigned read_status(int fd, long until) {
  char line[64];
  size_t length = 0, said = 0, of_line = 0;
  for (bool is_first = true;; said++) {
    char one;
    if (said > MOST_SAID) give_up("too-much");
    read_exactly(fd, &one, 1, until);
    if (is_first && length < sizeof line - 1) line[length++] = one;
    // What isn't HTTP may never end its line, or be ssh's own greeting.
    if (is_first && length <= 5 && strncmp(line, "HTTP/", length) != 0) give_up("no-http");
    if (one == '\r') continue;
    if (one != '\n') of_line++;
    else if (of_line == 0) break;
    else of_line = 0, is_first = false;
  }
  line[length] = 0;
  unsigned major, minor, status;
  if (sscanf(line, "HTTP/%1u.%1u %3u", &major, &minor, &status) != 3) give_up("no-http");
  return status;
}

static Outcome through_http(int fd, const Way &way) {
  long until = now() + 2 * PATIENCE_MS; // the proxy has to connect meanwhile
  send_connect(fd, way, until);
  unsigned status = read_status(fd, until);
  if (status == 407 && !*way.user) give_up("wants-login");
  if (status == 407) return REFUSED;
  if (status < 200 || status > 299) give_up_with("http-refused", status);
  return LEADS;
}

// --- To ssh

// As ssh reads it: one byte, and the connection beside it.
static bool hand_over(int fd) {
  char byte = 0, room[CMSG_SPACE(sizeof fd)];
  struct iovec piece = {&byte, 1};
  struct msghdr message;
  memset(&message, 0, sizeof message), memset(room, 0, sizeof room);
  message.msg_iov = &piece, message.msg_iovlen = 1;
  message.msg_control = room, message.msg_controllen = sizeof room;
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET, control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(control), &fd, sizeof fd);
  return sendmsg(STDOUT_FILENO, &message, 0) == 1;
}

static int digit(char one) {
  if (one >= '0' && one <= '9') return one - '0';
  if (one >= 'A' && one <= 'F') return one - 'A' + 10;
  return -1;
}

static bool decode(const char *text, char *into, size_t room) {
  size_t length = 0;
  for (; *text; text++) {
    int value = (unsigned char)*text;
    if (*text == '%') {
      int high = digit(text[1]), low = high < 0 ? -1 : digit(text[2]);
      if (low < 0 || (value = high * 16 + low) == 0) return false;
      text += 2;
    }
    if (length + 1 >= room) return false;
    into[length++] = (char)value;
  }
  return into[length] = 0, true;
}

static bool understood(int count, char **words, Way &way) {
  if (count != 7 || words[4][0] != '=') return false;
  way.is_http = strcmp(words[1], "http") == 0;
  if (!way.is_http && strcmp(words[1], "socks5") != 0) return false;
  way.proxy = words[2], way.proxy_port = words[3], way.host = words[5];
  way.port = (unsigned)atoi(words[6]);
  if (strlen(way.proxy) > LONGEST || strlen(way.proxy_port) > 5) return false;
  if (!*way.host || strlen(way.host) > LONGEST || way.port < 1 || way.port > 65535) return false;
  // Nothing of it may begin a line of its own in a request.
  for (const char *at = way.host; *at; at++)
    if ((unsigned char)*at <= ' ' || *at == 127) return false;
  return decode(words[4] + 1, way.user, sizeof way.user);
}

int main(int count, char **words) {
  keep_closed();
  signal(SIGPIPE, SIG_IGN);
  static Way way;
  if (!understood(count, words, way)) give_up("misused");
  for (int tries = 0; tries < MOST_TRIES;) {
    if (way.is_http && *way.user && !has_password) ask_password(way);
    int fd = dial(way);
    Outcome outcome = way.is_http ? through_http(fd, way) : through_socks(fd, way);
    if (outcome != LATE) wipe(password, sizeof password);
    if (outcome == LEADS) return hand_over(fd) ? 0 : 1;
    close(fd);
    if (outcome == REFUSED) has_password = false, tries++;
  }
  give_up("login-refused");
}
