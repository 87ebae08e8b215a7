#!/bin/bash
# Healthy = the first line of GET /health/ready says 200. Needs nothing but bash: the runtime image has no curl.
set -eu
exec 3<>"/dev/tcp/127.0.0.1/${CACHE_WARMER_PORT:-3006}"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
IFS= read -r -t 2 status <&3
[[ $status == 'HTTP/1.1 200 '* ]]
