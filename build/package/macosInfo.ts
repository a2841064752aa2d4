// What macOS reads about the application besides what the packager writes itself.

export const MACOS_INFO = {
  // Asked at the first connection to a host of the same network; without words it is refused.
  NSLocalNetworkUsageDescription: 'Bowline connects to the hosts that you have added.',
  NSAppleEventsUsageDescription:
    'A program in one of your shells wants to steer another application.',
};
