/** The page's style: both schemes, paper, and windows of 390 pixels. Colours have a contrast of 4.5 to 1 or more on their ground. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--raised:#f5f6f8;--line:#c9ced6;--ink:#1b1f24;--soft:#525b66;--link:#0a52a8;
--pass:#12683a;--fail:#b3151f;--warning:#8a4b00;--inconclusive:#6d3fc0;--expected:#8a4b00;--not-applicable:#525b66;
--chart-1:#0b62c4;--chart-2:#b45309;--chart-3:#0f7b4b;--chart-4:#7c3aed;--chart-5:#be185d;--chart-6:#0e7490;--chart-line:#8b95a1}
@media (prefers-color-scheme:dark){:root{--ground:#14171b;--raised:#1d2127;--line:#3b434d;--ink:#e8eaed;--soft:#aab3bd;--link:#86b9ff;
--pass:#5fd08f;--fail:#ff8a88;--warning:#f3b05c;--inconclusive:#c3a6ff;--expected:#f3b05c;--not-applicable:#aab3bd;
--chart-1:#6cb0ff;--chart-2:#f5a44a;--chart-3:#4fce8e;--chart-4:#b794ff;--chart-5:#ff85b8;--chart-6:#4cc9dd;--chart-line:#76808c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1rem;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.25rem .5rem}
code,pre{font-family:ui-monospace,monospace;font-size:.9em}
h1{font-size:1.6rem;line-height:1.25;margin:0}h2{font-size:1.3rem;margin:2rem 0 .75rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1.1rem;margin:1.5rem 0 .25rem}
header{border-left:.5rem solid var(--soft);padding:.25rem 0 .25rem 1rem}
header.pass{border-color:var(--pass)}header.fail{border-color:var(--fail)}header.inconclusive{border-color:var(--inconclusive)}
header.pass strong{color:var(--pass)}header.fail strong{color:var(--fail)}header.inconclusive strong{color:var(--inconclusive)}
.numbers{margin:.25rem 0 .75rem;font-size:1.05rem}
.facts{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0}.facts div{display:flex;gap:.5rem}.facts dt{color:var(--soft);flex:none}.facts dd{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0 0}
ul.plain{list-style:none;padding-left:1rem;margin:.25rem 0}ul.plain li{margin:.35rem 0}
.said,dd,td,th{white-space:pre-line;unicode-bidi:isolate}
dl{margin:.5rem 0}dt{color:var(--soft)}
.cause>dl,.body>dl{display:grid;grid-template-columns:7rem minmax(0,1fr);gap:.25rem .75rem}.cause dd,.body dd{margin:0}
.cause,.untested{border:1px solid var(--line);border-left:.3rem solid var(--fail);border-radius:.25rem;padding:.5rem .75rem;margin:.75rem 0;background:var(--raised)}
.untested{border-left-color:var(--inconclusive)}.cause p,.untested p{margin:.25rem 0}
.badge{display:inline-block;white-space:nowrap;font-weight:600;font-size:.85rem}.badge,.sign{color:var(--soft)}
.pass>.badge,.badge.pass,.sign.pass{color:var(--pass)}.badge.fail,.sign.fail{color:var(--fail)}.badge.warning{color:var(--warning)}
.badge.inconclusive,.sign.inconclusive{color:var(--inconclusive)}.badge.expected{color:var(--expected)}.badge.not-applicable{color:var(--not-applicable)}
.count{margin-right:.75rem}.counts{margin:.25rem 0}
.level,.state{border:1px solid currentColor;border-radius:.25rem;padding:0 .3rem;font-size:.75rem;color:var(--soft);white-space:nowrap}.state{color:var(--warning)}
details.check{border:1px solid var(--line);border-radius:.25rem;margin:.35rem 0;background:var(--raised)}
details.check>summary{padding:.4rem .75rem;cursor:pointer}.title{font-weight:500}.id{color:var(--soft)}
.body{padding:0 .75rem .5rem;scroll-margin-top:6rem}.body:target{outline:3px solid var(--link);outline-offset:-3px}
.evidence{margin:.5rem 0}.evidence pre{margin:.25rem 0;padding:.5rem;background:var(--ground);border:1px solid var(--line);overflow:auto;max-height:24rem;white-space:pre-wrap}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;padding:.75rem;border:1px solid var(--line);border-radius:.25rem;background:var(--raised)}
.filter[hidden],[hidden]{display:none}.filter fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}.filter legend{float:left;margin-right:1rem;color:var(--soft);padding:0}
.filter label{display:inline-flex;gap:.35rem;align-items:center}input,select,button{font:inherit;color:var(--ink);background:var(--ground);border:1px solid var(--soft);border-radius:.25rem;padding:.2rem .5rem;max-width:100%}
input[type=checkbox]{width:1.1rem;height:1.1rem;accent-color:var(--link)}
.scroll{overflow-x:auto;margin:.75rem 0}table{border-collapse:collapse;font-size:.9rem}caption{text-align:left;font-weight:600;padding-bottom:.25rem}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:normal}thead th{background:var(--raised)}tbody th{font-weight:500}
td{min-width:4rem;max-width:32rem}.texts td:last-child{min-width:16rem}.nights td{text-align:center;min-width:2.5rem}.nights thead th{white-space:normal;min-width:3.2rem}.nights .sign{font-weight:700}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.scroll{position:relative}
figure{margin:1rem 0}figcaption{margin-bottom:.5rem}.drawing svg{max-width:none;height:auto;display:block}
section.phase,figure,.scroll.nights{content-visibility:auto;contain-intrinsic-size:auto 40rem}
footer{margin-top:3rem;color:var(--soft);border-top:1px solid var(--line);padding-top:.5rem}
@media (max-width:40rem){.cause>dl,.body>dl{grid-template-columns:minmax(0,1fr);gap:0}.body dd,.cause dd{margin-bottom:.4rem}.facts div{flex-wrap:wrap;gap:0 .5rem}}
@media print{section.phase,figure,.scroll.nights{content-visibility:visible}:root{--ground:#fff;--raised:#fff;--ink:#000;--soft:#333;--line:#999;--link:#000;--pass:#000;--fail:#000;--warning:#000;--inconclusive:#000;--expected:#000;--not-applicable:#333}
body{max-width:none;padding:0;font-size:10pt}.filter,nav,.skip{display:none}details.check,.cause,figure,tr{break-inside:avoid}h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;block-size:auto}.scroll{overflow:visible}.evidence pre{max-height:none;overflow:visible}.drawing svg{max-width:100%}}
`;
