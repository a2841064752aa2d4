#!/bin/sh
# Takes away what postinst made.
set -e
if [ "$1" = remove ]; then
  rm -f /usr/bin/bowline-agent
fi
