# Two ways to the same image: a static binary and the user nobody, nothing else.
#
#   make image                                      a binary that is built already; needs no other image
#   docker build --build-arg GOLANG_IMAGE=IMAGE .   from source, in an image with the Go of go.mod

ARG GOLANG_IMAGE=golang:1.26

FROM scratch AS base
# kpt, kustomize and kubectl run functions as nobody; without these files there is no such user.
COPY image/passwd image/group /etc/
LABEL org.opencontainers.image.title="vmha" \
      org.opencontainers.image.description="KRM function: an intent of high availability in, consistent manifests for KubeVirt virtual machines out" \
      org.opencontainers.image.source="https://vmha.dev/vmha" \
      org.opencontainers.image.licenses="Apache-2.0"
USER nobody
ENTRYPOINT ["/vmha"]

# This target stands before the Go image, for docker's legacy builder runs every stage
# above its target, and without a network there is no Go image. For the same reason it must
# not fail in the second way, where there is no binary: a pattern may match nothing.
FROM base AS prebuilt
ARG TARGETARCH=amd64
COPY LICENSE bin/linux-${TARGETARCH}/vmh[a] /

FROM ${GOLANG_IMAGE} AS build
ARG TARGETARCH=amd64
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 GOOS=linux GOARCH=${TARGETARCH} go build -trimpath -ldflags "-s -w" -o /vmha .

FROM base
COPY --from=build /src/LICENSE /vmha /
