# The commands of this repository. "make" and "make help" print them.

SHELL = /bin/bash
.DEFAULT_GOAL = help
.PHONY: help demo generate golden test lint image e2e verify bench bench-ratios fuzz

tool = go tool -modfile=tools/go.mod
binaries = bin/linux-amd64/vmha bin/linux-arm64/vmha
# docker's legacy builder: it needs no plugin, and no image for an image made from nothing.
docker_build = DOCKER_BUILDKIT=0 docker build --quiet --target prebuilt

help: ## Print this.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Print the manifests of the example web-pair.
	@go run . render examples/web-pair

generate: ## Write the CRDs, the JSON schemas and the generated documents anew.
	$(tool) controller-gen crd paths=./api/... output:crd:dir=schemas
	go run ./internal/gen

golden: ## Write the golden files of the tests anew; git diff shows what has changed.
	go test $$(go list -f '{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}{{.ImportPath}}' ./... | awk '/internal\/golden / {print $$NF}') -update

test: ## Run the tests. Nothing but Go is needed.
	go test ./...

lint: ## Run the linters.
	$(tool) golangci-lint run ./...
	cd bench && $(subst tools/,../tools/,$(tool)) golangci-lint run ./...

image: $(binaries) ## Build the container images vmha and vmha:arm64.
	$(docker_build) --tag vmha --tag localhost/vmha .
	docker run --rm --network none vmha version
	$(docker_build) --tag vmha:arm64 --build-arg TARGETARCH=arm64 .
	@# The legacy builder calls every image by its own architecture. The new name is as long
	@# as the old one, so the archive stays well formed.
	docker save vmha:arm64 | LC_ALL=C sed 's/"architecture":"amd64"/"architecture":"arm64"/' | docker load --quiet

e2e: ## Run the examples through kustomize, kubectl, kpt and docker, and the report through Chromium. What is missing is skipped, and told.
	@if docker info >/dev/null 2>&1; then $(MAKE) image; fi
	go test -tags e2e -count=1 -v ./e2e

verify: generate ## Fail where a derived file, the formatting or go.mod is stale.
	git diff --exit-code -- schemas docs README.md
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt -w $$unformatted"; exit 1; fi
	go mod tidy -diff
	cd tools && go mod tidy -diff
	cd bench && go mod tidy -diff

bench: ## Measure CPU time and peak memory beside other programs, into docs/performance.md.
	cd bench && go vet ./... && go test ./... && go run . -write ../docs/performance.md

bench-ratios: ## Check the CPU time of 1,000 machines against that of text/template and cat.
	cd bench && go test -short ./... && go run . -ratios

FUZZTIME ?= 1m
fuzz: ## Fuzz the decoders and the function, FUZZTIME each (a minute).
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$package || exit 1; \
	  done; \
	done

# The Go build cache decides what is stale.
.PHONY: $(binaries)
$(binaries): bin/linux-%/vmha:
	CGO_ENABLED=0 GOOS=linux GOARCH=$* go build -trimpath -ldflags "-s -w" -o $@ .
