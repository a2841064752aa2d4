#!/bin/sh
# On a build machine of the release workflow: puts the keys that it was given where `codesign` and
# the notary look, and tells the next steps. Without keys it does nothing, and what is built is
# unsigned. Everything lies in $RUNNER_TEMP/keys, which the workflow removes.
set -eu
[ -n "${CERTIFICATE:-}" ] || { echo 'No certificate: what is built here is unsigned.'; exit 0; }

umask 077
keys=$RUNNER_TEMP/keys
keychain=$keys/build.keychain-db
lock=$(openssl rand -hex 20)
mkdir -p "$keys"
printf '%s' "$CERTIFICATE" | base64 --decode > "$keys/certificate.p12"
security create-keychain -p "$lock" "$keychain"
security set-keychain-settings -lut 7200 "$keychain"
security unlock-keychain -p "$lock" "$keychain"
security import "$keys/certificate.p12" -k "$keychain" -P "$PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple:,codesign: -s -k "$lock" "$keychain" > /dev/null
security list-keychains -d user -s "$keychain"
{
  echo "BOWLINE_MAC_IDENTITY=$IDENTITY"
  echo "BOWLINE_MAC_KEYCHAIN=$keychain"
} >> "$GITHUB_ENV"

[ -n "${NOTARY:-}" ] || { echo 'No key for the notary: what is built here is not notarised.'; exit 0; }
printf '%s' "$NOTARY" > "$keys/notary.p8"
{
  echo "APPLE_API_KEY=$keys/notary.p8"
  echo "APPLE_API_KEY_ID=$NOTARY_ID"
  echo "APPLE_API_ISSUER=$NOTARY_ISSUER"
} >> "$GITHUB_ENV"
