/** The page's look: the browser's own colours of light and dark, nothing loaded. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --quiet: light-dark(#57606a, #9aa4af);
  --page: light-dark(#ffffff, #0d1117); --text: light-dark(#1f2328, #e6edf3); --box: light-dark(#f6f8fa, #161b22);
  --certain: light-dark(#a40e26, #ff8182); --likely: light-dark(#7d4e00, #e3b341); --possible: light-dark(#57606a, #9aa4af); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem;
  color: var(--text); background: var(--page); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .75rem; } h3 { font-size: 1rem; margin: 0; }
.quiet { color: var(--quiet); }
article { border: 1px solid var(--line); border-left: .3rem solid var(--possible); border-radius: .4rem; padding: .75rem 1rem; margin: 0 0 1rem; }
article.certain { border-left-color: var(--certain); } article.likely { border-left-color: var(--likely); }
.certain .how { color: var(--certain); } .likely .how { color: var(--likely); } .possible .how { color: var(--possible); }
.how { font-weight: 600; }
p { margin: .5rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--box); padding: .5rem .75rem; border-radius: .4rem; margin: .5rem 0; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td:first-child, th { overflow-wrap: normal; min-width: 11rem; } th:not(:first-child) { min-width: 5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .75rem 0; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  thead { display: none }
  table, tbody, tr, td { display: block; width: auto }
  tr { padding: .4rem 0; border-bottom: 1px solid var(--line) }
  td, td:first-child { border: 0; padding: .1rem 0; overflow-wrap: anywhere; min-width: 0 }
  td:empty { display: none }
}
`;
