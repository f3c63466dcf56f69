// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A browser is a headless Chromium with one page, spoken to in its DevTools protocol through
// pipes: one JSON message after the other, a zero byte between them.
type browser struct {
	t       *testing.T
	in      *os.File
	out     *bufio.Reader
	session string
	last    int
	// events are what the page told, in order.
	events []message
}

type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
}

type params = map[string]any

// patience is longer than a slow machine takes to start Chromium.
const patience = 2 * time.Minute

// chromium starts a browser whose network is cut.
func chromium(t *testing.T) *browser {
	t.Helper()
	need(t, "chromium")
	toBrowser, in, err := os.Pipe()
	require.NoError(t, err)
	out, fromBrowser, err := os.Pipe()
	require.NoError(t, err)
	command := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
		"--force-device-scale-factor=1", "--hide-scrollbars", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe")
	command.ExtraFiles = []*os.File{toBrowser, fromBrowser}
	command.WaitDelay = patience
	require.NoError(t, command.Start())
	require.NoError(t, toBrowser.Close())
	require.NoError(t, fromBrowser.Close())
	require.NoError(t, out.SetReadDeadline(time.Now().Add(patience)))
	b := &browser{t: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		b.session = ""
		b.call("Browser.close", nil, nil)
		_ = command.Wait() // How it ends is of no interest.
		_, _ = in.Close(), out.Close()
	})
	b.attach()
	return b
}

func (b *browser) attach() {
	b.t.Helper()
	var target struct{ TargetID string }
	b.call("Target.createTarget", params{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", params{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	for _, domain := range []string{"Page", "Network", "Runtime", "Log"} {
		b.call(domain+".enable", nil, nil)
	}
	b.call("Network.emulateNetworkConditions", params{"offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}, nil)
}

// call sends a command and waits for its result; events that come before are kept.
func (b *browser) call(method string, args params, result any) {
	b.t.Helper()
	b.last++
	command := params{"id": b.last, "method": method}
	if args != nil {
		command["params"] = args
	}
	if b.session != "" {
		command["sessionId"] = b.session
	}
	text, err := json.Marshal(command)
	require.NoError(b.t, err)
	_, err = b.in.Write(append(text, 0))
	require.NoError(b.t, err)
	for {
		m := b.read()
		if m.ID != b.last {
			continue
		}
		require.Empty(b.t, string(m.Error), method)
		if result != nil {
			require.NoError(b.t, json.Unmarshal(m.Result, result))
		}
		return
	}
}

func (b *browser) read() message {
	b.t.Helper()
	text, err := b.out.ReadBytes(0)
	require.NoError(b.t, err, "Chromium ended, or hangs")
	var m message
	require.NoError(b.t, json.Unmarshal(bytes.TrimSuffix(text, []byte{0}), &m))
	if m.ID == 0 {
		b.events = append(b.events, m)
	}
	return m
}

// open loads a page and waits until it is there.
func (b *browser) open(url string) {
	b.t.Helper()
	b.events = nil
	b.call("Page.navigate", params{"url": url}, nil)
	for !b.heard("Page.loadEventFired") {
		b.read()
	}
}

func (b *browser) heard(method string) bool {
	for _, event := range b.events {
		if event.Method == method {
			return true
		}
	}
	return false
}

// show sets the size of the window, and whether it is light, dark or paper.
func (b *browser) show(width, height int, scheme, media string) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", params{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	b.call("Emulation.setEmulatedMedia", params{"media": media, "features": []params{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// ask evaluates a function of the page and decodes what it returns.
func (b *browser) ask(function string, result any) {
	b.t.Helper()
	var reply struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", params{"expression": "(" + function + ")()", "returnByValue": true}, &reply)
	require.Empty(b.t, string(reply.ExceptionDetails))
	require.NoError(b.t, json.Unmarshal(reply.Result.Value, result))
}

// screenshot writes what the window shows to a file.
func (b *browser) screenshot(path string) {
	b.t.Helper()
	var picture struct{ Data string }
	b.call("Page.captureScreenshot", params{"format": "png"}, &picture)
	data, err := base64.StdEncoding.DecodeString(picture.Data)
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(path, data, 0o600))
}
