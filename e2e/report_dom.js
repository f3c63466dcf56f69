() => {
  // SPDX-FileCopyrightText: The vmha authors
  // SPDX-License-Identifier: Apache-2.0
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const seen = (element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const luminance = ([r, g, b]) => {
    const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const colour = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const clear = (c) => c.length < 3 || (c.length === 4 && c[3] === 0);
  // What a text stands on: the rectangle that was drawn before it, or the first element around it that has a ground.
  const ground = (element) => {
    for (let e = element; e && element.namespaceURI.endsWith("svg"); e = e.previousElementSibling) {
      if (e.tagName === "rect") return colour(getComputedStyle(e).fill);
    }
    for (let e = element; e; e = e.parentElement) {
      const c = colour(getComputedStyle(e).backgroundColor);
      if (!clear(c)) return c;
    }
    return [255, 255, 255];
  };
  const contrast = (element) => {
    const style = getComputedStyle(element);
    const text = colour(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
    const [low, high] = [luminance(text), luminance(ground(element))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const says = (element) => [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== "");
  const texts = all("body *").filter((e) => says(e) && seen(e) && !["title", "desc"].includes(e.tagName));
  const timelines = {};
  for (const section of all("section.group")) {
    const name = section.querySelector("h2").firstChild.data.trim();
    timelines[name] = all("svg.timeline", section).map((svg) =>
      all("rect", svg).map((rect) => rect.getBoundingClientRect().width / svg.getBoundingClientRect().width));
  }
  const edge = document.documentElement.clientWidth + 0.5;
  return {
    Rows: all("table.overview tbody tr").map((row) => ({
      Group: row.querySelector("a").textContent,
      Longest: Number(row.querySelector("td[data-seconds]").dataset.seconds),
    })),
    Timelines: timelines,
    Wide: texts.filter((e) => e.getBoundingClientRect().right > edge).map((e) => e.textContent.slice(0, 60)),
    Faint: texts.filter((e) => contrast(e) < 4.5).map((e) => contrast(e).toFixed(2) + " " + e.textContent.slice(0, 60)),
    Scripts: all("script, link, iframe, object, img").length,
    Untitled: all("svg:not([aria-hidden])").filter((svg) => svg.getAttribute("role") !== "img" || !svg.querySelector("title")).length,
    Headings: all("h1, h2, h3, h4").map((h) => Number(h.tagName[1])),
    Hidden: all("table.terms td").filter((e) => !seen(e)).length,
    Terms: all("table.terms td").length,
  };
}
