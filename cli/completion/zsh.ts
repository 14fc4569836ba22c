import { bashCompletion } from './bash.ts';
import type { CompletedCommand } from './tree.ts';

/** The lines of a completion for zsh, which reads a completion of bash's. */
export const zshCompletion = (root: CompletedCommand): string =>
  `autoload -U +X compinit bashcompinit && compinit && bashcompinit\n${bashCompletion(root)}`;
