[ -z "$failed" ] || ! echo See docs/troubleshooting.md
