// Nodes as shapes: a program of sigma that draws what `SHAPES` of server/graphics/network_picture.py draws as SVG.
import { NodeCircleProgram } from "sigma/rendering";

// Number of corners, turn (in parts of a whole one), and the inner radius of a star; a circle has no corners.
const SHAPES = {
  Person: [0, 0, 0],
  Ressort: [4, 1 / 8, 0],
  Organisation: [3, 0, 0],
  Themenforum: [4, 0, 0],
  Veranstaltung: [5, 0, 0],
  Ort: [3, 1 / 2, 0],
  Projekt: [6, 0, 0],
  Handlungsfeld: [5, 0, 0.5],
};
const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_diffVector;
varying float v_radius;
varying vec3 v_shape;
uniform float u_correctionRatio;

// The distance from the outline of a shape of radius 1, negative inside.
float outline(vec2 point) {
  if (v_shape.x < 1.0) return length(point) - 0.9;
  float part = 6.2831853 / v_shape.x;
  float turned = atan(point.x, point.y) - v_shape.y * 6.2831853;
  float angle = abs(mod(turned + part / 2.0, part) - part / 2.0);
  float inner = v_shape.z > 0.0 ? v_shape.z : cos(part / 2.0);
  vec2 side = inner * vec2(cos(part / 2.0), sin(part / 2.0)) - vec2(1.0, 0.0);
  vec2 outward = normalize(vec2(side.y, -side.x));
  return dot(length(point) * vec2(cos(angle), sin(angle)) - vec2(1.0, 0.0), outward);
}

void main(void) {
  float distance = outline(v_diffVector / v_radius) * v_radius;
  #ifdef PICKING_MODE
  gl_FragColor = distance > 0.0 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), clamp(distance / (u_correctionRatio * 2.0) + 0.5, 0.0, 1.0));
  #endif
}
`;

/** Draws nodes as the shape of their class, which they have as `kind`. */
export class ShapeProgram extends NodeCircleProgram {
  getDefinition() {
    const circle = super.getDefinition();
    return {
      ...circle,
      VERTEX_SHADER_SOURCE: circle.VERTEX_SHADER_SOURCE.replace(
        "void main() {",
        "attribute vec3 a_shape;\nvarying vec3 v_shape;\nvoid main() {\n  v_shape = a_shape;",
      ),
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      ATTRIBUTES: [...circle.ATTRIBUTES, { name: "a_shape", size: 3, type: WebGLRenderingContext.FLOAT }],
    };
  }

  processVisibleItem(nodeIndex, startIndex, data) {
    super.processVisibleItem(nodeIndex, startIndex, data);
    this.array.set(SHAPES[data.kind] ?? SHAPES.Person, startIndex + 5);
  }
}
