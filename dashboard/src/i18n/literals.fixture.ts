import { parse } from '@vue/compiler-sfc';

/** The nodes of a template that may hold words; what compiler-core names by numbers. */
interface Node {
  type: number;
  content?: unknown;
  children?: Node[];
  props?: (Node & { name: string; value?: { content: string } })[];
  tag?: string;
}
const [element, text, interpolation, attribute] = [1, 2, 5, 6];

/** Attributes that are read aloud or shown. */
const spoken = new Set(['title', 'alt', 'aria-label', 'placeholder', 'label', 'heading', 'lead']);
/** The same in every language: methods, an address, a country's code; and what is a key itself. */
const neutral = /^(GET|HEAD|https:\/\/|DE)$|^\w+(\.\w+)+$/;

const wordsOf = (said: string): string[] => {
  const words = said.trim();
  return /\p{L}{2,}/u.test(words) && !neutral.test(words) ? [words] : [];
};

/** Strings in an expression that are shown as they are: an operand of ?:, ?? or ||. */
const shownIn = (expression: string): string[] =>
  [...expression.matchAll(/(?:^|\?\??|\|\||:)\s*(['"])((?:(?!\1).)*)\1\s*(?=$|:|\?)/g)].flatMap(
    (match) => wordsOf(match[2]),
  );

const walk = (node: Node): string[] => {
  if (node.type === text) return wordsOf(node.content as string);
  if (node.type === interpolation)
    return shownIn((node.content as { content: string }).content.trim());
  const attributes = (node.type === element ? (node.props ?? []) : []).flatMap((prop) =>
    prop.type === attribute && spoken.has(prop.name) ? wordsOf(prop.value?.content ?? '') : [],
  );
  return [...attributes, ...(node.children ?? []).flatMap(walk)];
};

/** Every word of a component's template that no key stands for. */
export const literalsIn = (component: string): string[] => {
  const { descriptor } = parse(component, { sourceMap: false });
  const ast = descriptor.template?.ast;
  return ast ? walk(ast as unknown as Node) : [];
};
