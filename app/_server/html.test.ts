import { createElement, Fragment } from "react";
import { expect, test } from "vitest";
import { renderHtml } from "./html.tsx";

test("data is text, whatever it looks like", async () => {
  const hostile = `<script>alert(1)</script>" onload='x' <hx-partial hx-target="body">&amp;`;
  const html = await renderHtml(createElement("p", { title: hostile }, hostile));
  expect(html.match(/</g)).toHaveLength(2);
  expect(html.match(/"/g)).toHaveLength(2);
});

test("htmx's attributes pass, false and undefined do not", async () => {
  const attributes = { "hx-get": "/x", "hx-status-422": "swap:outerMorph", "hx-put": undefined };
  expect(await renderHtml(createElement("b", attributes))).toBe(
    '<b hx-get="/x" hx-status-422="swap:outerMorph"></b>',
  );
});

test("nothing is empty", async () => {
  expect(await renderHtml(null)).toBe("");
  expect(await renderHtml(createElement(Fragment))).toBe("");
});

test("a component that throws rejects, at once and with its own error", async () => {
  const broken = createElement(function Broken(): never {
    throw new Error("broken");
  });
  await expect(renderHtml(createElement("div", null, "before", broken))).rejects.toThrow("broken");
});

test("several at once do not meet", async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `<i>${index}</i>`);
  const drawn = await Promise.all(
    texts.map((_, index) => renderHtml(createElement("i", null, index))),
  );
  expect(drawn).toEqual(texts);
});
