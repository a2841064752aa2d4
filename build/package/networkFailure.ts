// electron-builder and the packager fetch tools at first use; this is how that fails where it can't.
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|fetch failed|getaddrinfo/;

/** Is it, or what it came of, that something could not be downloaded? */
export function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return NO_NETWORK.test(String(error));
  return (
    NO_NETWORK.test(error.message) || (error.cause !== undefined && isNetworkFailure(error.cause))
  );
}
