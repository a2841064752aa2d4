# Reads or writes a file as root, by sudo, which is answered on this script's input.
# $1 sudo's question, $2 what a line of ours begins with, then what is to be done: see below.
ask=$1 mark=$2
shift 2
if ! command -v sudo >/dev/null 2>&1; then
  printf '\n%s no-sudo\n' "$mark"
  exit 0
fi
exec sudo -S -p "$ask" -- sh -c '
mark=$1 what=$2 path=$3 size=$4
LC_ALL=C
export LC_ALL
umask 077
told() { printf "\n%s %s\n" "$mark" "$*"; }
folder=${path%/*}
# What others can write leads root wherever they want.
open=$(ls -ldn -- "${folder:-/}" | cut -c 6,9)
owner=$(ls -ldn -- "${folder:-/}" | { read -r _ _ owner _; printf %s "$owner"; })
case $open in *w*) told others-write; exit 0 ;; esac
[ "$owner" = 0 ] || { told others-write; exit 0; }
if [ -L "$path" ]; then told link; exit 0; fi
case $what in
fetch)
  if [ ! -e "$path" ]; then told not-found; exit 0; fi
  if [ ! -f "$path" ]; then told not-file; exit 0; fi
  bytes=$(wc -c <"$path") || exit 1
  bytes=$((bytes))
  if [ "$bytes" -gt "$size" ]; then told too-large; exit 0; fi
  told "ok $bytes"
  exec cat <"$path"
  ;;
save)
  draft=$(mktemp "$folder/.bowline-edit-XXXXXX") || exit 1
  trap "rm -f \"\$draft\"" EXIT HUP INT TERM
  if [ -f "$path" ]; then cp -p -- "$path" "$draft" || exit 1; else chmod 644 "$draft" || exit 1; fi
  told go
  cat >"$draft" || exit 1
  bytes=$(wc -c <"$draft") || exit 1
  if [ "$((bytes))" -ne "$size" ]; then told short; exit 0; fi
  mv -f -- "$draft" "$path" || exit 1
  trap - EXIT
  told done
  ;;
esac
' bowline "$mark" "$@" 2>&1
