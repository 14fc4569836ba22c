import { join } from 'node:path';
import { execa } from 'execa';

/** Words that a tokenizer of one token a word knows: the mock's answers, and what prompts are made of. */
const WORDS = 500;

const SCRIPT = `
import sys
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast
special = ['<unk>', '<s>', '</s>']
words = special + [f'w{n}' for n in range(${WORDS})]
core = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token='<unk>'))
core.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
whole = PreTrainedTokenizerFast(
    tokenizer_object=core, unk_token='<unk>', bos_token='<s>', eos_token='</s>', pad_token='</s>')
whole.chat_template = "{% for m in messages %}{{ m['content'] }} {% endfor %}"
whole.save_pretrained(sys.argv[1])
`;

/**
 * Writes a tokenizer in the tool's own format, by the libraries of the tool itself, so that it asks no hub for one.
 *
 * @param executable of the tool, beside the Python that it runs on
 */
export async function localTokenizer(executable: string, folder: string): Promise<string> {
  const made = join(folder, 'tokenizer');
  // Not in the tool's own folder: one of them has a package called `operator`, which hides Python's.
  await execa(join(executable, '..', 'python'), ['-c', SCRIPT, made], { cwd: folder, env: { HF_HUB_OFFLINE: '1' } });
  return made;
}
