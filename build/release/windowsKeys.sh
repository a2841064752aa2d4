#!/bin/sh
# On a build machine of the release workflow: puts the certificate that it was given into a file, and
# tells the next steps. Without one it does nothing, and what is built is unsigned. The file lies in
# $RUNNER_TEMP/keys, which the workflow removes.
set -eu
[ -n "${CERTIFICATE:-}" ] || { echo 'No certificate: what is built here is unsigned.'; exit 0; }

umask 077
mkdir -p "$RUNNER_TEMP/keys"
printf '%s' "$CERTIFICATE" | base64 --decode > "$RUNNER_TEMP/keys/certificate.pfx"
{
  echo "WIN_CSC_LINK=$RUNNER_TEMP/keys/certificate.pfx"
  echo "WIN_CSC_KEY_PASSWORD=$PASSWORD"
} >> "$GITHUB_ENV"
