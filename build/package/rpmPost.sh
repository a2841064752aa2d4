# The agent's program stands beside the app; this puts it on the path.
ln -sf ../lib/bowline/resources/agent/bowline-agent /usr/bin/bowline-agent
