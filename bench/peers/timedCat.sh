# Runs inside the login: prints the file $1, and leaves in $2 how many milliseconds that took. A
# terminal answers a question only when it has parsed all that was printed before it.
parsed() {
  printf '\e[6n'
  IFS= read -rsd R
}

parsed
began=${EPOCHREALTIME/[.,]/}
cat "$1"
parsed
ended=${EPOCHREALTIME/[.,]/}
echo "$(((ended - began) / 1000))" >"$2"
