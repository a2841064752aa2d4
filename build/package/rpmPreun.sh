# Takes away what was made after installing, unless this is an update.
if [ "$1" = 0 ]; then
  rm -f /usr/bin/bowline-agent
fi
