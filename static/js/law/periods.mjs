/** The periods that reports are about, as far as a rule of the record asks. Twin of voting/law/periods.py. */

const [FIRST_YEAR, LAST_YEAR] = [2023, 2099];

/**
 * The period of a code ("2026", "2026-1", "2026-2") with its first day; undefined where there is none.
 * @param {string} code
 * @returns {{first: string}|undefined}
 */
export function periodCalled(code) {
  const [, year, half] = /^([0-9]{4})(?:-([12]))?$/.exec(code) ?? [];
  if (!year || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined;
  return { first: half === "2" ? `${year}-07-01` : `${year}-01-01` };
}
