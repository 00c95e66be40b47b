// The picture of a network that is too large for SVG: moved, zoomed, and lit up around a node.
// It takes the place of the picture of the most central nodes; the tables of the page have all that it shows.
import { UndirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import { t } from "./editor/text.js";
import { colours, whenSchemeChanges } from "./network/colours.js";
import { ShapeProgram } from "./network/shapes.js";

// With more edges than this, they are thin lines, are hidden while the picture moves, and do not light up.
const MANY_EDGES = 3000;
const LONGEST_NAME = 40;
const STEP = 0.1;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Return a name that is not too long to stand in a picture. */
function cut(label) {
  return label.length > LONGEST_NAME ? `${label.slice(0, LONGEST_NAME - 1).trimEnd()}…` : label;
}

/** Return the graph of a node-link file, drawn so wide; several edges between two nodes are one. */
function graphOf({ nodes, edges }, width) {
  const scale = Math.min(1, Math.max(0.45, width / 900));
  const graph = new UndirectedGraph({ allowSelfLoops: false });
  const most = Math.max(1, ...nodes.map((node) => node.degree));
  for (const { id, label, type, degree, x, y } of nodes) {
    graph.addNode(id, { label: cut(label), kind: type, x, y: -y, size: scale * (4 + 10 * Math.sqrt(degree / most)) });
  }
  for (const { source, target, weight } of edges) {
    if (source !== target) graph.updateEdge(source, target, (found) => ({ weight: (found.weight ?? 0) + weight }));
  }
  const heaviest = Math.max(1, ...graph.mapEdges((_, { weight }) => weight));
  graph.updateEachEdgeAttributes((_, found) => ({ ...found, size: 0.7 + (2.3 * found.weight) / heaviest }));
  return graph;
}

/** Draw a name on the paper of the page, beside its node. */
function drawName(context, { x, y, size, label }, settings, now) {
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  const [left, middle] = [x + size + 4, y + settings.labelSize / 3];
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = now.paper;
  context.strokeText(label, left, middle);
  context.fillStyle = now.ink;
  context.fillText(label, left, middle);
}

/** Return a button of the picture. */
function button(sign, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.ariaLabel = name;
  made.addEventListener("click", act);
  return made;
}

/** Draw a graph into an element; a node leads to the page of its thing. */
function draw(graph, element, pageOf) {
  let now = colours();
  let lit = null;
  const many = graph.size > MANY_EDGES;
  const sigma = new Sigma(graph, element, {
    defaultNodeType: "shape",
    nodeProgramClasses: { shape: ShapeProgram },
    defaultEdgeType: "tie",
    edgeProgramClasses: { tie: many ? EdgeLineProgram : EdgeRectangleProgram },
    labelFont: getComputedStyle(document.body).fontFamily,
    labelSize: 13,
    labelRenderedSizeThreshold: 6,
    labelGridCellSize: 180,
    hideEdgesOnMove: many,
    hideLabelsOnMove: many,
    zIndex: true,
    minCameraRatio: 0.02,
    maxCameraRatio: 3,
    defaultDrawNodeLabel: (context, data, settings) => data.label && drawName(context, data, settings, now),
    defaultDrawNodeHover: (context, data, settings) => drawName(context, data, settings, now),
    nodeReducer: (id, data) => {
      const faint = lit && !lit.has(id);
      return { ...data, color: faint ? now.faint : now.ofClass(data.kind), label: faint ? "" : data.label, zIndex: faint ? 0 : 1, forceLabel: Boolean(lit?.has(id)) && lit.size < 30 };
    },
    edgeReducer: (id, data) => {
      const [one, other] = graph.extremities(id);
      return { ...data, color: lit && !(lit.has(one) && lit.has(other)) ? now.faint : now.tie };
    },
  });
  const refresh = () => sigma.refresh({ skipIndexation: true });
  const light = (node) => {
    element.classList.toggle("on-node", node !== null);
    if (many) return;
    lit = node === null ? null : new Set([node, ...graph.neighbors(node)]);
    refresh();
  };
  sigma.on("enterNode", ({ node }) => light(node));
  sigma.on("leaveNode", () => light(null));
  sigma.on("clickNode", ({ node }) => location.assign(pageOf(node)));
  whenSchemeChanges(() => {
    now = colours();
    refresh();
  });
  return sigma;
}

/** Let a picture be moved by buttons and keys, and by the wheel once somebody has clicked into it. */
function control(sigma, frame, canvas) {
  const camera = sigma.getCamera();
  const duration = () => (still.matches ? 0 : 200);
  const go = (state) => (duration() ? camera.animate(state, { duration: duration() }) : camera.setState(state));
  const zoom = (factor) => go({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  const buttons = document.createElement("p");
  buttons.className = "network-buttons";
  buttons.append(
    button("+", t("vergrößern", "zoom in"), () => zoom(1 / 1.5)),
    button("−", t("verkleinern", "zoom out"), () => zoom(1.5)),
    button("□", t("alles zeigen", "show all"), () => go({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })),
  );
  frame.prepend(buttons);
  camera.enabledZooming = false;
  frame.addEventListener("focusin", () => (camera.enabledZooming = true));
  frame.addEventListener("focusout", () => (camera.enabledZooming = false));
  canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true }));
  canvas.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1 / 1.5 : 1.5);
    else if (move) go({ x: camera.x + move[0] * camera.ratio, y: camera.y + move[1] * camera.ratio });
    else return;
    event.preventDefault();
  });
}

/** Put the moving picture of all nodes in the place of the one that the server drew. */
async function show(place) {
  const answer = await fetch(place.dataset.source, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const data = await answer.json();
  const { home, base } = place.dataset;
  const frame = document.createElement("div");
  const canvas = document.createElement("div");
  frame.className = "network";
  canvas.className = "network-canvas";
  canvas.tabIndex = 0;
  canvas.role = "application";
  canvas.ariaLabel = `${data.graph.title}: ${t("Pfeiltasten bewegen das Bild, + und − vergrößern und verkleinern es. Die Tabellen haben denselben Inhalt.", "arrow keys move the picture, + and − zoom. The tables have the same content.")}`;
  frame.append(canvas);
  const legend = place.querySelector(".legend");
  place.append(frame);
  const drawn = [...place.children].filter((child) => child !== frame);
  try {
    control(draw(graphOf(data, canvas.clientWidth), canvas, (iri) => `${home}doc/${iri.slice(base.length + "id/".length)}`), frame, canvas);
  } catch (error) {
    // Without WebGL, the picture of the server stays.
    frame.remove();
    console.info(error);
    return;
  }
  if (legend) frame.append(legend);
  for (const child of drawn) child.remove();
}

const place = document.getElementById("network");
if (place) await show(place);
