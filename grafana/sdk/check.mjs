// Writes every dashboard as a literal of the SDK's types, for the compiler to refuse what Grafana does not know:
// members, and values of those that have a few. Members that may be left out in Grafana may be left out here.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const DASHBOARDS = new URL('../dashboards/', import.meta.url);
const PANELS = ['bargauge', 'heatmap', 'stat', 'table', 'timeseries'];
const SDK = '@grafana/grafana-foundation-sdk';

const lines = [
  ...['dashboard', 'prometheus', ...PANELS].map((part) => `import type * as ${part} from '${SDK}/${part}';`),
  'type Loose<T> = T extends string ? `${T}` : T extends number | boolean ? T : T extends (infer U)[] ? Loose<U>[]',
  '  : T extends object ? { [K in keyof T]?: Loose<T[K]> } : T;',
  "type Query = Loose<Omit<prometheus.Dataquery, '_implementsDataqueryVariant'>>;",
  "type Panel<Options> = Loose<Omit<dashboard.Panel, 'targets' | 'options'>>",
  '  & { targets: Query[]; options?: Loose<Options> };',
  "type Row = Loose<Omit<dashboard.RowPanel, 'panels'>> & { panels: [] };",
  "type Frame = Loose<Omit<dashboard.Dashboard, 'panels'>>;",
];
const literal = (type, value) => lines.push(`export const v${lines.length}: ${type} = ${JSON.stringify(value)};`);

for (const file of readdirSync(DASHBOARDS).sort()) {
  const { panels, ...frame } = JSON.parse(readFileSync(new URL(file, DASHBOARDS), 'utf8'));
  lines.push(`// ${file}`);
  literal('Frame', frame);
  for (const panel of panels) {
    if (panel.type !== 'row' && !PANELS.includes(panel.type)) {
      throw new Error(`${file} has a panel of type ${panel.type}; expected one of ${PANELS.join(', ')}`);
    }
    literal(panel.type === 'row' ? 'Row' : `Panel<${panel.type}.Options>`, panel);
  }
}
writeFileSync(new URL('generated.ts', import.meta.url), lines.join('\n') + '\n');
