/** The same in German. */
export const deWhy = {
  at: '{service} auf {channel} in {region}: {why}',
  elsewhere: 'ebenso anderswo ({count})',
  failing: '{failed} von {tries} Versuchen scheiterten in {time}; sonst unter {usual}',
  burn: '{failed} von {tries} Versuchen scheiterten innerhalb von {time}, etwa {factor}-mal so viele, wie das Ziel erlaubt',
  silent: 'seit {time} kam niemand, wo sonst etwa {usual} Menschen in 2 Minuten kommen',
  silentUnknown: 'ob das um diese Zeit üblich ist, ist noch nicht bekannt',
  nothingComes:
    'seit {time} kam von nirgends etwas, wo sonst {usual} Versuche in der Minute kommen',
  sourceStopped: '{source} sendet nicht mehr; belebte Orte, die damit verstummten: {places}',
  mostSilent:
    '{places} von {of} belebten Orten verstummten zugleich: eher der Weg ihrer Signale als die Menschen',
  down: '{source} meldet Ausfall',
  degraded: '{source} meldet Einschränkungen',
  lasting: 'seit {time}',
  contradicted: 'Kunden kommen durch',
  saidDown: 'ein Zustandssignal meldet Ausfall',
  unusual: '{value}, sonst {usual}',
  interactions: '{value} Versuche in der Minute',
  failureShare: '{value} der Versuche scheiterten',
  latencyP95: '95 % in {value} ms',
  contactsCustomers: '{value} Anfragen in der Minute auf 1.000 aktive Kunden',
  contactsUsers: '{value} Anfragen in der Minute auf 1.000 aktive Nutzer',
  satisfaction: 'Zufriedenheit {value}',
  silentCustomers: '{value} der Kunden dieser Stunde fehlen',
  silentUsers: '{value} der Nutzer dieser Stunde fehlen',
};
