# Runs on the host: installs bowline-agent for this user, without root. Plain POSIX sh. In two
# steps, because the archive is copied between them:
#
#   look VERSION                          what is here, and a folder to copy the archive to
#   finish VERSION FOLDER SHA256 NODE     checks, unpacks, tries and places it
#
# Lines for the program at the other end begin with @, all others are for the person.
# Safe to repeat: what was installed before works until the new one has been tried.

share="${XDG_DATA_HOME:-$HOME/.local/share}/bowline-agent"
needed_mb=20
oldest_node=20

say() { printf '%s\n' "$*"; }

# The reason, and what to do about it.
fail() {
  say "@failed $1"
  say "@hint $2"
  exit 1
}

# ---- what kind of computer this is

system_kind() {
  case "$(uname -s)" in
    Linux | Darwin) say "$(uname -s) on $(uname -m)." ;;
    *)
      fail "This computer runs $(uname -s); the agent runs on Linux and macOS." \
        "Choose “With tmux” instead if tmux is installed there."
      ;;
  esac
}

# As Node sees it, because Node loads the PTY module: a 32-bit one runs on a 64-bit kernel, and one
# for musl on a system with glibc.
platform() {
  kind=$("$node" -p '
    const { platform, arch, report } = process;
    const glibc = platform !== "linux" || report.getReport().header.glibcVersionRuntime;
    `${platform}-${arch}${glibc ? "" : "-musl"}`
  ' < /dev/null) || fail "$node does not run." "Install Node again there, then the agent."
  say "@platform $kind"
}

# ---- Node

node_version() { "$1" --version 2> /dev/null < /dev/null | sed -n 's/^v\([0-9][0-9.]*\).*/\1/p'; }

# What version managers and package managers have, newest first where there are several.
usual_nodes() {
  command -v node
  command -v nodejs
  ls -d "${NVM_DIR:-$HOME/.nvm}"/versions/node/*/bin/node 2> /dev/null | sort -r
  for folder in "${VOLTA_HOME:-$HOME/.volta}/bin" "${ASDF_DATA_DIR:-$HOME/.asdf}/shims" \
    "$HOME/.local/share/mise/shims" "$HOME/.local/share/fnm/aliases/default/bin" \
    "$HOME/.local/bin" /usr/local/bin /opt/homebrew/bin /usr/bin /snap/bin; do
    say "$folder/node"
  done
  # Last, because it reads the login files of the user, which may do anything.
  "${SHELL:-/bin/sh}" -lc 'command -v node' 2> /dev/null < /dev/null | tail -n 1
}

# Sets $node to the first that is new enough, and tells about older ones.
find_node() {
  node=''
  old=''
  candidates=$(usual_nodes)
  IFS='
'
  for candidate in $candidates; do
    [ -x "$candidate" ] || continue
    version=$(node_version "$candidate")
    [ -n "$version" ] || continue
    if [ "${version%%.*}" -ge "$oldest_node" ]; then
      node=$candidate
      break
    fi
    case "$old" in *"$candidate "*) ;; *) old="$old $candidate (version $version)," ;; esac
  done
  unset IFS
  [ -n "$node" ] || no_node
  # A version manager's stand-in works only in that manager's environment; a snap's own path
  # changes with each update.
  case "$node" in
    /snap/*) ;;
    *) node=$("$node" -p process.execPath < /dev/null) ;;
  esac
  say "Node $version: $node"
  say "@node $node"
}

no_node() {
  say "Looked for Node in the PATH ($PATH), in the folders of nvm, volta, asdf, mise, fnm and"
  say "Homebrew, in the system's folders, and in the PATH of your login shell (${SHELL:-none})."
  reason="Node $oldest_node or newer is needed on this computer, and there is none."
  [ -z "$old" ] || reason="Node $oldest_node or newer is needed; there is only:${old%,}."
  fail "$reason" "Install it there, for example with nvm, which needs no root \
(https://github.com/nvm-sh/nvm, then: nvm install 22), or from https://nodejs.org/en/download. \
Then install the agent again."
}

# ---- a place for it

find_place() {
  for tool in tar gzip; do
    command -v "$tool" > /dev/null ||
      fail "The program “$tool” is missing on this computer." "Install it there, then try again."
  done
  mkdir -p "$share" 2> /dev/null ||
    fail "The folder $share can't be made." "Check who owns the folders above it, and its disk."
  # What installations left that were cut off.
  find "$share" -maxdepth 1 -name '.new-*' -mtime +0 -exec rm -rf {} + 2> /dev/null
  free_mb=$(df -Pk "$share" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "${free_mb:-0}" -ge "$needed_mb" ] ||
    fail "There are only ${free_mb:-0} MB free in $share; $needed_mb MB are needed." \
      "Make room there, then try again."
  folder=$(mktemp -d "$share/.new-XXXXXX") ||
    fail "The folder $share can't be written." "Check its owner, and whether the disk is full."
  say "@folder $folder"
}

# ---- checking and placing what was copied

check_archive() {
  found=$("$node" -e '
    const { createHash } = require("crypto");
    const { readFileSync } = require("fs");
    console.log(createHash("sha256").update(readFileSync(process.argv[1])).digest("hex"));
  ' "$folder/agent.tar.gz" < /dev/null)
  [ "$found" = "$sha256" ] || discard "The archive arrived damaged." "Try again."
  say "The archive is whole (SHA-256 $sha256)."
}

unpack() {
  mkdir "$folder/agent" && tar -xzof "$folder/agent.tar.gz" -C "$folder/agent" < /dev/null ||
    discard "The archive could not be unpacked." "Is the disk full? Make room, then try again."
  rm "$folder/agent.tar.gz"
}

# What was compiled elsewhere may not fit this system's C library.
try_native() {
  why=$("$node" -e 'require(process.argv[1]).loadNativeModule("pty")' \
    "$folder/agent/node_modules/node-pty/lib/utils.js" 2>&1 < /dev/null) || return 1
  [ "$system" = linux ] || return 0
  for part in peer terminal; do
    why=$("$node" -e 'require(process.argv[1])' "$parts/$part.node" 2>&1 < /dev/null) || return 1
  done
  why=$("$parts/bowline-launch" - true 2>&1 < /dev/null)
}

compile() {
  "$compiler" -std=c++17 -O2 -I "$native/include" "$@" 2>&1 < /dev/null
}

# With the flags of build/setup/nativeParts.mjs. The longest first, because it is the first to fail.
compile_parts() {
  module='-fPIC -shared -DBUILDING_NODE_EXTENSION'
  compile $module -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME=pty \
    "$native/pty.cc" -o "$release/pty.node" -lutil &&
    compile $module "$native/peer.cc" -o "$parts/peer.node" &&
    compile $module "$native/terminal.cc" -o "$parts/terminal.node" &&
    compile "$native/launch.cc" -o "$parts/bowline-launch"
}

compile_native() {
  native="$folder/agent/native"
  release="$folder/agent/node_modules/node-pty/build/Release"
  for compiler in c++ g++ clang++; do
    command -v "$compiler" > /dev/null && [ -f "$native/pty.cc" ] || continue
    say "No ready-made PTY module fits this computer. Compiling it with $compiler…"
    mkdir -p "$release" "$parts"
    why=$(compile_parts) && return 0
    say "$why" | tail -n 5
    discard "The PTY module could not be compiled." "What the compiler said stands above."
  done
  say "$why" | grep -i -m 1 -E 'error|checked|GLIBC'
  discard "No ready-made PTY module fits this computer, and there is no C++ compiler to make one." \
    "Install one there (Debian and Ubuntu: sudo apt install g++ · Fedora: sudo dnf install gcc-c++ \
· Alpine: sudo apk add g++), then install the agent again."
}

try_agent() {
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  parts="$folder/agent/native/build"
  try_native || { compile_native && try_native; } ||
    discard "The PTY module does not run on this computer." "$why"
  rm -rf "$folder/agent/native/include" "$folder/agent/native/"*.cc
  said=$("$node" "$folder/agent/bowline-agent.mjs" --version 2>&1 < /dev/null)
  [ "$said" = "$version" ] ||
    discard "The agent does not run on this computer." "It said: $said"
}

discard() {
  rm -rf "$folder"
  fail "$1" "$2"
}

# A path as one word for the shell.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

# The launcher is replaced in one step, so there is always a whole agent to start.
place() {
  target="$share/$version-$(printf '%.8s' "$sha256")"
  rm -rf "$target.old"
  [ ! -d "$target" ] || mv "$target" "$target.old"
  mv "$folder/agent" "$target" || discard "$target can't be written." "Check its owner."
  cat > "$folder/launcher" << EOF
#!/bin/sh
# Starts Bowline's agent. Made by its installer.
node=$(quoted "$node")
[ -x "\$node" ] || node=\$(command -v node) || {
  echo "bowline-agent: the Node that it was installed with is gone. Install the agent again." >&2
  exit 127
}
# Node raises it for itself; shells get it as it is here.
BOWLINE_OPEN_FILES=\$(ulimit -Sn)
export BOWLINE_OPEN_FILES
exec "\$node" $(quoted "$target/bowline-agent.mjs") "\$@"
EOF
  chmod 755 "$folder/launcher"
  mv -f "$folder/launcher" "$share/bowline-agent"
  rm -rf "$folder" "$target.old"
  say "Installed in $target."
}

# So that it can be called by name. What is there and not ours stays.
link() {
  name="$HOME/.local/bin/bowline-agent"
  mkdir -p "$HOME/.local/bin"
  if [ -L "$name" ] || [ ! -e "$name" ]; then
    ln -sf "$share/bowline-agent" "$name" && say "It can be called as $name."
  else
    say "$name is something else, and was left alone."
  fi
}

# The newest two stay: an agent that runs may have been started from the one before.
prune() {
  ls -dt "$share"/[0-9]*/ 2> /dev/null | tail -n +3 | while IFS= read -r old; do
    rm -rf "$old"
  done
}

prove() {
  said=$("$share/bowline-agent" --version 2>&1 < /dev/null)
  [ "$said" = "$version" ] || fail "The installed agent does not start." "It said: $said"
  say "bowline-agent $said is ready."
  state="${XDG_STATE_HOME:-$HOME/.local/state}/bowline-agent"
  pid=$(sed -n 's/.*"pid": \([0-9]*\).*/\1/p' "$state/agent.json" 2> /dev/null)
  if [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; then
    say "An agent was running already; it goes on with its shells, and the new one takes over"
    say "when that one has ended (kill $pid ends it together with its shells)."
  fi
}

umask 077
step=$1
version=$2
case "$step" in
  look)
    system_kind
    find_node
    platform
    find_place
    ;;
  finish)
    folder=$3
    sha256=$4
    node=$5
    check_archive
    unpack
    try_agent
    place
    link
    prune
    prove
    ;;
esac
