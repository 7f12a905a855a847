// SPDX-License-Identifier: MIT
//
// What can be clicked in the page of `ordeal report --format html`. All text comes out of the data by
// textContent: what a program printed is shown, and never obeyed. Nothing is fetched.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const detail = document.getElementById("detail");
let opener = null; // what the keyboard was at when the detail opened
const again = new Map(data.columns.map((column) => [column.name, column.again]));
const cells = new Map(data.cells.map((cell) => [`${cell.attack} ${cell.defence}`, cell]));

// element("dd", {id: "x"}, "text", child...)
function element(name, attributes, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key === "onclick")
			made.addEventListener("click", value);
		else
			made.setAttribute(key, value);
	}
	made.append(...children.filter((child) => child !== null && child !== undefined));
	return made;
}

const open = (hash) => () => { location.hash = hash; };
const cellHash = (cell) => `cell=${encodeURIComponent(cell.attack)}&under=${encodeURIComponent(cell.defence)}`;
const squareHash = (row, column) => `row=${encodeURIComponent(row)}&under=${encodeURIComponent(column)}`;

function field(list, name, value) {
	if (value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length))
		return;
	const shown = Array.isArray(value) ? element("ul", {}, ...value.map((one) => element("li", {}, one)))
		: String(value).includes("\n") ? element("pre", {}, String(value)) : String(value);
	list.append(element("dt", {}, name), element("dd", {}, shown));
}

function showCell(cell) {
	const attack = data.attacks[cell.attack] || {};
	const list = element("dl", {});
	field(list, "reason", cell.reason);
	if (cell.expected)
		field(list, "expected", `${cell.expected} (${cell.change})`);
	field(list, "effect", attack.effect);
	field(list, "means", attack.means);
	field(list, "hurts", attack.victim && `${attack.victim}: ${data.victims[attack.victim]}`);
	field(list, "control", cell.control && `${cell.control} under ${cell.controlled_in}`);
	field(list, "trial", cell.trial && `${cell.trial}, by the oracle ${cell.oracle}`);
	field(list, "exhibits", cell.exhibits);
	field(list, "runs", cell.runs);
	field(list, "ended", cell.how);
	field(list, "refused", cell.refused);
	field(list, "stdout", cell.out);
	field(list, "stderr", cell.err);
	field(list, "honest student", cell.honest);
	field(list, "remedy", attack.remedy);
	field(list, "again", (again.get(cell.defence) || "").replace("ROW/NAME", () => cell.attack));
	return [element("h2", {}, `${cell.attack} under ${cell.defence}: ${cell.verdict}`), list,
		element("p", {}, element("a", { href: `#${squareHash(cell.row, cell.defence)}` },
			`all of ${cell.row} under ${cell.defence}`))];
}

function entry(cell) {
	const attack = data.attacks[cell.attack] || {};
	return element("li", {}, element("a", { href: `#${cellHash(cell)}` }, cell.attack), ` ${cell.verdict}. `,
		element("span", { class: "quiet" }, cell.bad ? cell.refused || attack.remedy || cell.reason : cell.reason));
}

function showSquare(row, column) {
	const of = data.cells.filter((cell) => cell.row === row && cell.defence === column);
	const bad = of.filter((cell) => cell.bad);
	const rest = of.filter((cell) => !cell.bad);
	const part = (title, some) => some.length
		? [element("h3", {}, `${title}: ${some.length}`), element("ul", {}, ...some.map(entry))] : [];
	return [element("h2", {}, `${row} under ${column}`), ...part("not as it should be", bad),
		...part("the others", rest)];
}

function close() {
	if (!detail.hasChildNodes())
		return;
	detail.replaceChildren();
	if (opener)
		opener.focus();
	history.replaceState(null, "", location.pathname + location.search);
}

function route() {
	const words = new URLSearchParams(location.hash.slice(1));
	const under = words.get("under");
	const cell = cells.get(`${words.get("cell")} ${under}`);
	const shown = words.has("cell") ? (cell ? showCell(cell) : [`There is no cell ${words.get("cell")} under ${under}.`])
		: words.has("row") ? showSquare(words.get("row"), under) : null;
	if (!shown)
		return;
	if (!detail.contains(document.activeElement))
		opener = document.activeElement;
	detail.replaceChildren(element("button", { class: "screen", onclick: close }, "close"),
		...shown);
	detail.focus();
	detail.scrollIntoView({ block: "nearest" });
}

// Nothing is as it should not be: because all was held, or since nothing was measured?
function nothing(of) {
	if (of.some((cell) => cell.verdict === "held" || cell.verdict === "works"))
		return "Nothing: what was measured of this column is as it should be.";
	return `Nothing was measured under this column. ${of.length ? of[0].reason : ""}`;
}

// What got through under one column, by whom it hurts, the worst first.
function listBreaches() {
	const column = document.getElementById("under").value;
	const bad = data.cells.filter((cell) => cell.defence === column && cell.bad);
	const out = document.getElementById("breaches");
	const groups = Object.keys(data.victims).map((victim) => [victim, bad.filter((cell) =>
		((data.attacks[cell.attack] || {}).victim || "nobody") === victim)]).filter(([, some]) => some.length);
	out.replaceChildren(...groups.flatMap(([victim, some]) => [
		element("h3", {}, `${victim}: ${some.length}`), element("p", { class: "quiet" }, data.victims[victim]),
		element("ul", {}, ...some.map(entry))]));
	if (!groups.length)
		out.replaceChildren(element("p", {}, nothing(data.cells.filter((cell) => cell.defence === column))));
}

// Which columns and rows of the matrix are shown.
function filter() {
	const group = document.getElementById("group").value;
	const words = document.getElementById("words").value.toLowerCase();
	const hidden = data.columns.map((column) => group !== "" && column.group !== group);
	for (const row of document.querySelectorAll("#matrix tr")) {
		[...row.children].slice(1).forEach((square, k) => { square.hidden = hidden[k]; });
		if (row.parentElement.tagName === "TBODY")
			row.hidden = words !== "" && !row.dataset.search.toLowerCase().includes(words);
	}
}

for (const button of document.querySelectorAll("#matrix button"))
	button.addEventListener("click", open(squareHash(button.dataset.row, button.dataset.column)));
for (const row of document.querySelectorAll("#matrix tbody tr"))
	row.dataset.search = [row.dataset.row, ...Object.keys(data.attacks).filter((attack) => attack.startsWith(`${row.dataset.row}/`))].join(" ");
const groups = [...new Set(data.columns.map((column) => column.group))];
document.getElementById("group").append(element("option", { value: "" }, "all"), ...groups.map((group) => element("option", { value: group }, group)));
document.getElementById("under").append(...data.columns.map((column) => element("option", { value: column.name }, column.name)));
document.getElementById("under").value = data.shown;
document.getElementById("group").addEventListener("change", filter);
document.getElementById("words").addEventListener("input", filter);
document.getElementById("under").addEventListener("change", listBreaches);
for (const form of document.querySelectorAll("form")) {
	form.hidden = false;
	form.addEventListener("submit", (event) => event.preventDefault());
}
window.addEventListener("hashchange", route);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
listBreaches();
route();
