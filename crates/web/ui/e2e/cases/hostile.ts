// Reports that attack whoever shows them: every payload in every field, in words that are read as claims.
//
// Each payload, where it runs, sets `window.e2eTaken` or the title of the page, or asks another host: the tests
// look for exactly that.
import type { Given } from '../cases';

const RUN = "window.e2eTaken=1;document.title='taken'";

/** Usual ways into a page, a template, a link, a table, a line of text. */
export const PAYLOADS: readonly string[] = [
  `<script>${RUN}</script>`,
  `"><img src=x onerror="${RUN}">`,
  `'><svg onload="${RUN}">`,
  `</script><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `</textarea><img src=x onerror="${RUN}">`,
  `<iframe srcdoc="<script>parent.e2eTaken=1</script>"></iframe>`,
  `<a href="javascript:${RUN}">here</a>`,
  `javascript:${RUN}`,
  `data:text/html,<script>${RUN}</script>`,
  `<style>*{display:none}</style>`,
  `<link rel=stylesheet href=//elsewhere.invalid/x.css>`,
  `<img src=https://elsewhere.invalid/beacon.png>`,
  `<base href=https://elsewhere.invalid/>`,
  `<meta http-equiv=refresh content="0;url=https://elsewhere.invalid/">`,
  `<form action=https://elsewhere.invalid/><button>Go</button></form>`,
  `{{7*7}}{{constructor.constructor('${RUN}')()}}`,
  `\${7*7}#{7*7}<%= 7*7 %>{% raw %}{@html x}`,
  `" onmouseover="${RUN}" x="`,
  `' autofocus onfocus='${RUN}`,
  `\u202Eeertht\u202C \u2066left\u2069 \u200Fright`,
  `zero\u200Bwidth\u200D\uFEFF\u2060`,
  `&lt;b&gt;&amp;amp;&#x3C;`,
  `a#b?c=d&e/f%2Fg%00h\\i..//../etc`,
  `=HYPERLINK("https://elsewhere.invalid","x")`,
  `-->]]><!--`,
  `\u0001\u0007\u001B[31m\u007F\u0085`,
  `𝕬🔥👩‍👩‍👧 ${'e\u0301'.repeat(8)} Z${'\u0335'.repeat(60)}`,
];

const DAY = ['2031-05-04', '2031-05-05', '2031-05-06', '2031-05-07'] as const;

/** Words in which a claim is read, with a payload among them and as the name of a speaker. */
function words(payload: string, at: number): string {
  const town = ['Labasa', 'Suva', 'Nadi', 'Lautoka'][at % 4];
  return (
    `An air strike on the market in ${town}, Fiji, on 3 May 2031 killed ${at + 3} people, the city clinic said. ` +
    `${payload} Colonel ${payload} Karim said: "${payload}". ` +
    `The ${payload} Brigade denied that it carried out the air strike on ${town}. ` +
    'Two people were killed in the air strike, the Coastal Brigade said.'
  );
}

/** One report for each payload and each field, and one that is huge. */
export function hostile(): Given[] {
  const reports = PAYLOADS.flatMap((payload, at): Given[] => {
    const plain = {
      outlet: `Hill Post ${at % 5}`,
      published: DAY[at % 4]!,
      title: `Strike ${at}`,
      lang: 'en',
    };
    const url = `https://example.invalid/${at}`;
    return [
      { ...plain, id: payload, url, text: words('and', at) },
      { ...plain, id: `outlet-${at}`, outlet: payload, url, text: words('and', at) },
      { ...plain, id: `title-${at}`, title: payload, url, text: words('and', at) },
      { ...plain, id: `url-${at}`, url: payload, text: words('and', at) },
      { ...plain, id: `text-${at}`, url, text: words(payload, at) },
      { ...plain, id: `lang-${at}`, lang: payload, url, text: words('and', at) },
      { ...plain, id: `published-${at}`, published: payload, url, text: words('and', at) },
    ];
  });
  const long = 'x'.repeat(20_000);
  reports.push({
    id: 'huge',
    outlet: `Hill ${long.slice(0, 2000)}`,
    published: DAY[0],
    title: long,
    url: `https://example.invalid/${long}`,
    lang: 'en',
    text: `${words(long, 1)}\n\n${words('and', 2).repeat(60)}`,
  });
  return reports;
}
