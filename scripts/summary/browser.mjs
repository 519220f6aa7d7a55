// Opens pages of `--format html` in headless Chromium, by the DevTools protocol, and says what goes wrong:
// errors on the console, broken policy, requests for anything else, links without a place, and citations whose
// source does not open.
//
//     node --experimental-websocket scripts/summary/browser.mjs CHROMIUM PAGE.html…

import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [chromium, ...pages] = process.argv.slice(2);
if (!pages.length) {
  console.error("usage: browser.mjs CHROMIUM PAGE.html…");
  process.exit(2);
}
const profile = mkdtempSync(join(tmpdir(), "browser-"));
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote",
  "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
const browser = spawn(chromium, flags, { stdio: ["ignore", "ignore", "pipe"] });
const endpoint = await new Promise((found, failed) => {
  let said = "";
  browser.stderr.on("data", (bytes) => {
    const at = (said += bytes).match(/ws:\/\/\S+/);
    if (at) found(at[0]);
  });
  browser.on("exit", () => failed(new Error(`the browser ended: ${said}`)));
});
const targets = await (await fetch(`http://${new URL(endpoint).host}/json`)).json();
const socket = new WebSocket(targets.find((target) => target.type === "page").webSocketDebuggerUrl);
await new Promise((open) => (socket.onopen = open));

let id = 0;
const waiting = new Map();
let events = [];
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) waiting.get(message.id)(message.result ?? message.error);
  else events.push(message);
};
const send = (method, params = {}) =>
  new Promise((answered) => {
    waiting.set(++id, answered);
    socket.send(JSON.stringify({ id, method, params }));
  });
const evaluate = async (expression) =>
  (await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result?.value;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

for (const domain of ["Page", "Runtime", "Log", "Network"]) await send(`${domain}.enable`);
let bad = 0;
for (const page of pages) {
  const url = pathToFileURL(resolve(page)).href;
  for (const script of [true, false]) {
    events = [];
    await send("Emulation.setScriptExecutionDisabled", { value: !script });
    await send("Page.navigate", { url });
    await pause(2500);
    const wrong = events.filter(({ method, params }) =>
      ["Runtime.exceptionThrown", "Log.entryAdded"].includes(method) ||
      (method === "Network.requestWillBeSent" && !/^(file|data|about):/.test(params.request.url)) ||
      (method === "Runtime.consoleAPICalled" && params.type === "error"));
    const links = await evaluate(`[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1))`) ?? [];
    const lost = await evaluate(`[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1))
      .filter((id) => !document.getElementById(id))`) ?? [];
    const cite = links.find((link) => /c\d+$/.test(link));
    let open = true;
    if (cite) {
      await send("Page.navigate", { url: `${url}#${cite}` });
      await pause(800);
      open = await evaluate(`document.getElementById("${cite}").checkVisibility({ contentVisibilityAuto: true })
        && document.getElementById("${cite}").closest("details").open`);
    }
    const schemes = [];
    for (const value of ["dark", "light"]) {
      await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
      schemes.push(await evaluate("getComputedStyle(document.body).backgroundColor"));
    }
    const fine = !wrong.length && !lost.length && links.length && open && schemes[0] !== schemes[1];
    bad += !fine;
    console.log(`${fine ? "ok " : "BAD"} ${page} script=${script}: ${links.length} links, ${lost.length} lost, ` +
      `cited source open=${open}, dark/light ${schemes.join(" ")}, ${wrong.length} errors`);
    wrong.forEach((event) => console.log(JSON.stringify(event.params).slice(0, 400)));
  }
}
socket.close();
browser.kill();
process.exit(bad ? 1 : 0);
