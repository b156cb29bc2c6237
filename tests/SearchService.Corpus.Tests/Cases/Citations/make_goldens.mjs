// Makes goldens.txt: what two independent CSL processors, citeproc-js and pandoc, answer for the works and places of styles-cases.txt.
//
//   npm install citeproc pandoc-wasm           (in a folder of its own; then NODE_PATH or a link to its node_modules)
//   node make_goldens.mjs STYLES > goldens.txt (STYLES: a folder with the CSL styles and the English locales)
//
// Each work is cited in a document of its own, so that nothing has to be told apart; in note styles another work is cited between the
// first and the second note of it. Curly double quotation marks in titles are made straight for both: one of the two processors takes
// curly ones for letters and does not turn those within a quotation.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = createRequire(path.join(process.cwd(), 'goldens.cjs'));
const CSL = modules('citeproc');
const pandocRoot = path.dirname(modules.resolve('pandoc-wasm'));
const { convert } = await import(pathToFileURL(fs.existsSync(path.join(pandocRoot, 'index.js')) ? path.join(pandocRoot, 'index.js') : modules.resolve('pandoc-wasm')));

const stylesFolder = process.argv[2];
const only = process.argv[3]; // one style, while its rules are written
const read = file => fs.readFileSync(path.join(stylesFolder, file), 'utf8');

const styles = {
  apa: { file: 'apa.csl', lang: 'en-US', kinds: ['in-text', 'reference'] },
  mla: { file: 'modern-language-association.csl', lang: 'en-US', kinds: ['in-text', 'reference'] },
  'chicago-author-date': { file: 'chicago-author-date.csl', lang: 'en-US', kinds: ['in-text', 'reference'] },
  'chicago-notes': { file: 'chicago-notes-bibliography.csl', lang: 'en-US', kinds: ['note', 'short note', 'reference'] },
  harvard: { file: 'harvard-cite-them-right.csl', lang: 'en-GB', kinds: ['in-text', 'reference'] },
  ieee: { file: 'ieee.csl', lang: 'en-US', kinds: ['in-text', 'reference'] },
  vancouver: { file: 'nlm-citation-sequence.csl', lang: 'en-US', kinds: ['in-text', 'reference'] },
  'international-affairs': { file: 'international-affairs.csl', lang: 'en-GB', kinds: ['note', 'short note'] },
};

const other = { id: 'another-work', type: 'book', title: 'Zenith', author: [{ family: 'Zyx' }], issued: { 'date-parts': [[1900]] } };
const straight = text => text.replace(/[“”]/g, '"');
const works = new Map();
for (const file of ['works.json', 'styles-works.json']) {
  for (const work of JSON.parse(fs.readFileSync(path.join(here, file), 'utf8'))) {
    for (const field of ['title', 'container-title', 'title-short']) {
      if (work[field]) {
        work[field] = straight(work[field]);
      }
    }

    works.set(work.id, work);
  }
}

// "okafor-2011" or "okafor-2011, page 12", with "in apa mla" behind it where only some styles have the case.
const cases = fs
  .readFileSync(path.join(here, 'styles-cases.txt'), 'utf8')
  .split('\n')
  .filter(line => line && !line.startsWith('#'))
  .map(line => {
    const [, id, label, value] = /^([^ ,]+)(?:, ([a-z]+) (.+))?$/.exec(line);
    return { id, label, value };
  });

const starred = html =>
  html
    .replace(/\*/g, '\\*')
    .replace(/<div class="csl-left-margin">(.*?)<\/div>\s*<div class="csl-right-inline">/g, '$1 ')
    .replace(/<\/?i>/g, '*')
    .replace(/<[^>]+>/g, '')
    .replace(/&#38;|&amp;/g, '&')
    .replace(/&#60;|&lt;/g, '<')
    .replace(/&#62;|&gt;/g, '>')
    .replace(/\*\*/g, '')
    .replace(/\s+/g, ' ')
    .trim();

function citeproc(style, { id, label, value }) {
  const engine = new CSL.Engine(
    { retrieveLocale: lang => read(`locales-${lang === 'en-GB' ? 'en-GB' : 'en-US'}.xml`), retrieveItem: key => (key === other.id ? other : works.get(key)) },
    style.csl,
    style.lang,
    true,
  );
  const item = { id };
  if (label) {
    Object.assign(item, { label, locator: value });
  }

  const note = style.kinds.includes('note');
  const answers = [];
  const before = [];
  const cite = (citationItem, index) => {
    const citation = { citationID: `c${index}`, citationItems: [citationItem], properties: { noteIndex: note ? index : 0 } };
    const [, changed] = engine.processCitationCluster(citation, before.slice(), []);
    before.push([`c${index}`, note ? index : 0]);
    return changed.find(([, , key]) => key === `c${index}`)[1];
  };
  const first = cite({ ...item }, 1);
  if (note) {
    cite({ id: other.id }, 2);
    answers.push(['note', starred(first)], ['short note', starred(cite({ ...item }, 3))]);
  } else {
    answers.push(['in-text', starred(first)]);
  }

  if (style.kinds.includes('reference') && !label) {
    const [meta, entries] = engine.makeBibliography();
    const at = meta.entry_ids.findIndex(([key]) => key === id);
    answers.push(['reference', at < 0 ? '' : starred(entries[at])]);
  }

  return new Map(answers);
}

function inlineText(inlines) {
  return inlines
    .map(inline => {
      switch (inline.t) {
        case 'Str':
          return inline.c;
        case 'Space':
        case 'SoftBreak':
          return ' ';
        case 'Emph':
          return `<i>${inlineText(inline.c)}</i>`;
        case 'Quoted':
          return inline.c[0].t === 'SingleQuote' ? `‘${inlineText(inline.c[1])}’` : `“${inlineText(inline.c[1])}”`;
        case 'Link':
        case 'Span':
          return (inline.c[0][1] ?? []).includes('nocase') || true ? inlineText(inline.c[1]) + ((inline.c[0][1] ?? []).includes('csl-left-margin') ? ' ' : '') : '';
        case 'Note':
          return inlineText(inline.c.flatMap(block => block.c));
        default:
          return Array.isArray(inline.c) ? inlineText(inline.c.filter(part => part?.t)) : '';
      }
    })
    .join('');
}

function cites(blocks) {
  const found = [];
  const walk = node => {
    if (Array.isArray(node)) {
      node.forEach(walk);
    } else if (node && typeof node === 'object') {
      if (node.t === 'Cite') {
        found.push(inlineText(node.c[1]));
      } else {
        walk(node.c);
      }
    }
  };
  walk(blocks);
  return found;
}

async function pandoc(style, { id, label, value }) {
  const labels = { page: /[-–,]/.test(value ?? '') ? 'pp.' : 'p.' };
  const place = label ? `{${labels[label] ?? label} ${value}}` : '';
  const cite = `[@${id}${place}]`;
  const note = style.kinds.includes('note');
  const text = note ? `A ${cite}. B [@${other.id}]. C ${cite}.` : `A ${cite}.`;
  const result = await convert(
    { from: 'markdown', to: 'json', citeproc: true, csl: 'style.csl', bibliography: ['works.json'], metadata: { lang: style.lang } },
    text,
    { 'style.csl': style.csl, 'works.json': JSON.stringify([works.get(id), other]) },
  );
  const document = JSON.parse(result.stdout);
  const cited = cites(document.blocks.slice(0, 1)).map(starred);
  const answers = note ? [['note', cited[0]], ['short note', cited[2]]] : [['in-text', cited[0]]];
  if (style.kinds.includes('reference') && !label) {
    const list = document.blocks.find(block => block.t === 'Div' && block.c[0][0] === 'refs');
    const entry = list?.c[1].find(block => block.c[0][0] === `ref-${id}`);
    answers.push(['reference', entry ? starred(entry.c[1].map(block => inlineText(block.c)).join(' ')) : '']);
  }

  return new Map(answers);
}

console.log(`# What two CSL processors answer; made by make_goldens.mjs, not by hand. *Stars* are italics.
# citeproc-js ${CSL.PROCESSOR_VERSION} and pandoc ${JSON.parse(fs.readFileSync(path.join(path.dirname(modules.resolve('pandoc-wasm')), fs.existsSync(path.join(pandocRoot, 'package.json')) ? 'package.json' : '../package.json'))).pandocVersion ?? '3.9'} (WebAssembly), styles as of ${new Date().getFullYear()}.
# A block is a style, a kind and a case; "both:" where the two answer alike.
`);
for (const [name, style] of Object.entries(styles)) {
  if (only && only !== name) {
    continue;
  }

  style.csl = read(style.file);
  for (const one of cases) {
    const [left, right] = [citeproc(style, one), await pandoc(style, one)];
    for (const kind of style.kinds) {
      const [a, b] = [left.get(kind), right.get(kind)];
      if (!a && !b) {
        continue;
      }

      console.log(`${name}, ${kind}: ${one.id}${one.label ? `, ${one.label} ${one.value}` : ''}`);
      console.log(a === b ? `  both: ${a}` : `  citeproc: ${a}\n  pandoc: ${b}`);
    }
  }
}
