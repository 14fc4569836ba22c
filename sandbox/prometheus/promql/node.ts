import type { SyntaxNode } from '@lezer/common';
import { ExecutionError } from './errors.ts';

/** One node of the parse tree, with its text. */
export interface Node {
  name: string;
  text: string;
  children: Node[];
}

/** Copies a parse tree, from a node down. */
export function nodeOf(node: SyntaxNode, query: string): Node {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(nodeOf(child, query));
  return { name: node.name, text: query.slice(node.from, node.to), children };
}

/** What is right PromQL and not known here: an error, never a wrong number. */
export const unsupported = (node: Node): ExecutionError =>
  new ExecutionError(`not supported by this query engine: ${node.name} in ${JSON.stringify(node.text)}`);

/** The names in a parenthesised list of labels. */
export function labelNames(node: Node): string[] {
  return node.children.map((child) => {
    if (child.name !== 'LabelName') throw unsupported(child);
    return child.text;
  });
}
