import type { CatalogueAnswer } from './catalogue.ts';

/** What is wrong with the URLs that the catalogue gives: none at all, or one over which a token would go in the clear (FM-10). */
export function urlProblems({ urls, lost }: Pick<CatalogueAnswer, 'urls' | 'lost'>): string[] {
  return [
    ...lost.map((id) => `${id} is listed without the URL of its model`),
    ...Object.entries(urls).flatMap(([id, url]) => {
      if (!URL.canParse(url)) return [`${id} is listed with ${url}, which is no URL`];
      const { protocol } = new URL(url);
      return protocol === 'https:'
        ? []
        : [`${id} is listed with ${url}: over ${protocol.slice(0, -1)} a token goes in the clear (FM-10)`];
    }),
  ];
}
