# Runs the host's own SFTP server as root, by sudo, which is answered on this script's input.
# $1 sudo's question, $2 what a line of ours begins with: see below.
ask=$1 mark=$2
if ! command -v sudo >/dev/null 2>&1; then
  printf '\n%s no-sudo\n' "$mark"
  exit 0
fi
exec sudo -S -p "$ask" -- sh -c '
umask 022
for folder in /usr/lib/openssh /usr/libexec/openssh /usr/lib/ssh /usr/libexec /usr/lib/misc \
  /usr/libexec/ssh /usr/local/libexec /usr/lib; do
  if [ -x "$folder/sftp-server" ]; then
    printf "\n%s go\n" "$1"
    exec "$folder/sftp-server" 2>/dev/null
  fi
done
printf "\n%s no-server\n" "$1"
' bowline "$mark" 2>&1
