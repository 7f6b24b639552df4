# meshinit as a container image: the executable file on what Node.js links to, without a shell. It works in /work, as an
# unprivileged user:
#   docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" meshinit compile
# The context is a directory with the executable of each processor; nothing is run to build it, so no processor is emulated:
#   node scripts/build-executable.mjs build/meshinit-linux-amd64
#   docker build -t meshinit --build-arg TARGETARCH=amd64 -f Dockerfile build
# Its digest is that of every processor's image. Another base serves that has glibc, libgcc and libstdc++.
ARG BASE=gcr.io/distroless/cc-debian12:nonroot@sha256:9dac0a79194e45a7da0158a9c6da57b217585af0786db3845d1f0ec1a0dd182f
FROM ${BASE}
ARG TARGETARCH
LABEL org.opencontainers.image.title="meshinit" \
      org.opencontainers.image.description="One YAML manifest in, one self-contained cloud-init document per host out" \
      org.opencontainers.image.licenses="MIT"
COPY meshinit-linux-${TARGETARCH} /usr/bin/meshinit
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/bin/meshinit"]
