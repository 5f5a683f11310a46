// Rows of an invented case, for the tests of the overview.
import type { Area, Row, Where } from '../src/lib/shapes';

export function row(given: Partial<Row> = {}): Row {
  return {
    id: 'V-1',
    title: 'Shelling of Velm',
    class: 'ASSAULT/heavy-weapons',
    when: { earliest: '2031-03-04', latest: '2031-03-04', precision: 'day' },
    where: [],
    places: [],
    rivals: [],
    reports: 1,
    outlets: ['Orn Daily'],
    origins: 1,
    accounts: 1,
    conflicts: [],
    killed: null,
    injured: null,
    grades: {},
    actors: [],
    aggregate: false,
    judged: false,
    ...given,
  };
}

export function place(name: string, area: Area | null): Where {
  const at = { lat: area?.lat ?? null, lon: area?.lon ?? null };
  const told = { precision: null, offset_km: null, bearing: null, setting: null };
  return { name, ...at, ...told, area, claims: [] };
}

export function disc(lat: number, lon: number, radius_km: number): Area {
  return { shape: 'disc', lat, lon, radius_km };
}
