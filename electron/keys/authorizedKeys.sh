# Runs on the host: puts a public key into ~/.ssh/authorized_keys, or takes it out. Plain POSIX sh.
#
#   put KEY LINE     LINE is added unless KEY is there already
#   drop KEY         all lines with KEY go
#
# KEY is the key's algorithm and base64, LINE the same with its comment. What is told begins with @.
# Only sshd's usual place is looked at; where sshd looks elsewhere, that is told.

LC_ALL=C
export LC_ALL
umask 077
folder=.ssh
file=.ssh/authorized_keys

tell() { printf '@%s %s\n' "$1" "$2"; }

fail() {
  tell failed "$1"
  exit 1
}

has() { command -v "$1" > /dev/null 2>&1; }

# Lines with the key, but for comments. The key is base64, which awk reads as it is.
count() {
  KEY="$key" awk '
    /^[ \t]*#/ { next }
    index($0, ENVIRON["KEY"]) { found++ }
    END { print found + 0 }
  ' "$file"
}

relabel() {
  if has restorecon; then restorecon -F "$folder" "$file" > /dev/null 2>&1; fi
}

# Where sshd's own configuration names other places. It may be closed to us, and then says nothing.
elsewhere() {
  place=$(
    cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2> /dev/null |
      awk 'tolower($1) == "match" { exit } tolower($1) == "authorizedkeysfile" { $1 = ""; print; exit }'
  )
  case "$place" in
    '' | *.ssh/authorized_keys*) ;;
    *) tell elsewhere "${place# }" ;;
  esac
}

# sshd ignores keys where others could write.
open_to_others() {
  for one in "$HOME" "$folder" "$file"; do
    if [ -n "$(find "$one" -prune \( -perm -020 -o -perm -002 \) 2> /dev/null)" ]; then
      case "$one" in
        /*) tell open "$one" ;;
        *) tell open "$HOME/$one" ;;
      esac
    fi
  done
}

put() {
  [ -d "$folder" ] || mkdir "$folder" 2> /dev/null || fail no-folder
  if [ -e "$file" ] || [ -L "$file" ]; then
    [ -f "$file" ] || fail not-file
    [ -r "$file" ] || fail not-written
    if [ "$(count)" -gt 0 ]; then
      tell lines 0
      return
    fi
    # A last line without an end would swallow ours.
    if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then
      printf '\n' >> "$file" 2> /dev/null || fail not-written
    fi
  fi
  printf '%s\n' "$line" 2> /dev/null >> "$file" || fail not-written
  [ "$(count)" -gt 0 ] || fail not-written
  relabel
  tell lines 1
}

# Into a copy with the same owner and permissions, which then takes the file's place: at no moment is
# there less than a whole file.
drop() {
  [ -e "$file" ] || { tell lines 0; return; }
  [ -f "$file" ] || fail not-file
  [ -r "$file" ] || fail not-written
  lines=$(count)
  [ "$lines" -gt 0 ] || { tell lines 0; return; }
  real=$file
  if [ -L "$file" ]; then real=$(readlink -f "$file") || fail not-file; fi
  [ -w "$real" ] || fail not-written
  copy=$real.bowline.$$
  cp -p "$real" "$copy" 2> /dev/null || fail no-copy
  if KEY="$key" awk '/^[ \t]*#/ || !index($0, ENVIRON["KEY"])' "$real" > "$copy" &&
    mv -f "$copy" "$real" 2> /dev/null; then
    relabel
    tell lines "$lines"
  else
    rm -f "$copy"
    fail not-written
  fi
}

what=$1
key=$2
line=${3-}
has awk || fail no-awk
cd "$HOME" 2> /dev/null || fail no-home
case "$what" in
  put) put ;;
  drop) drop ;;
esac
elsewhere
open_to_others
