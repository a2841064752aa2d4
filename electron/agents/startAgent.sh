# Runs on the host: finds bowline-agent, starts it unless it runs already, and prints where it
# listens, as one JSON object. Plain POSIX sh, because nothing else is known of the host.
# Ends with 44 where there is no agent. With the argument `relay`, what follows on stdin and stdout
# is a connection to the agent.

install="${XDG_DATA_HOME:-$HOME/.local/share}/bowline-agent/bowline-agent"

find_agent() {
  for file in "$install" "$(command -v bowline-agent)" "$HOME/.local/bin/bowline-agent"; do
    if [ -x "$file" ]; then
      printf '%s\n' "$file"
      return 0
    fi
  done
  return 1
}

# Where the agent keeps its state; its socket lies in there, mode 0600.
state_folder() {
  case "$(uname -s)" in
    Darwin) printf '%s\n' "$HOME/Library/Application Support/bowline-agent" ;;
    *) printf '%s\n' "${XDG_STATE_HOME:-$HOME/.local/state}/bowline-agent" ;;
  esac
}

agent=$(find_agent) || exit 44
state=$(state_folder)
(umask 077 && mkdir -p "$state") || exit 1 # only this: shells get our umask
# Whose surroundings shells are to have: the login's shell, which has started this one.
BOWLINE_LOGIN_PID=$PPID
export BOWLINE_LOGIN_PID
cd / || exit 1
if [ "$1" = relay ]; then
  "$agent" serve --background --json --socket "$state/agent.sock" < /dev/null || exit
  exec "$agent" relay
fi
exec "$agent" serve --background --json --socket "$state/agent.sock" < /dev/null
