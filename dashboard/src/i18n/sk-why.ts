import type { Messages } from './en.js';

/** Why something was found, in Slovak. */
export const skWhy: Messages['why'] = {
  at: '{service} na kanáli {channel} v {region}: {why}',
  elsewhere: 'rovnako aj inde ({count})',
  failing: 'z {tries} pokusov zlyhalo {failed} za {time}; inak menej než {usual}',
  burn: 'z {tries} pokusov zlyhalo {failed} v priebehu {time}, asi {factor}-krát viac, než dovoľuje cieľ',
  silent: 'už {time} nikto neprišiel, kde inak za 2 minúty príde asi {usual} ľudí',
  silentUnknown: 'či je to v túto hodinu obvyklé, ešte nie je známe',
  nothingComes: 'už {time} odnikiaľ nič neprišlo, kde inak za minútu príde {usual} pokusov',
  sourceStopped: '{source} prestal posielať; rušné miesta, ktoré s ním stíchli: {places}',
  mostSilent:
    'z {of} rušných miest naraz stíchlo {places}: skôr cesta ich signálov než samotní ľudia',
  down: '{source} hlási výpadok',
  degraded: '{source} hlási obmedzenie',
  lasting: 'už {time}',
  contradicted: 'zákazníci sa dostanú dnu',
  saidDown: 'signál o stave hlási výpadok',
  unusual: '{value}, inak {usual}',
  interactions: 'pokusy za minútu: {value}',
  failureShare: 'zlyhalo {value} pokusov',
  latencyP95: '95 % do {value} ms',
  contactsCustomers: 'kontakty za minútu na 1 000 aktívnych zákazníkov: {value}',
  contactsUsers: 'kontakty za minútu na 1 000 aktívnych používateľov: {value}',
  satisfaction: 'spokojnosť {value}',
  silentCustomers: 'chýba {value} zákazníkov tejto hodiny',
  silentUsers: 'chýba {value} používateľov tejto hodiny',
};
