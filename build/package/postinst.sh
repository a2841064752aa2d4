#!/bin/sh
# The agent's program stands beside the app; this puts it on the path.
set -e
if [ "$1" = configure ]; then
  ln -sf ../lib/bowline/resources/agent/bowline-agent /usr/bin/bowline-agent
fi
