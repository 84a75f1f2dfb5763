// The clock of the machine that only goes on: the same for every process of it, so that what one
// has done and another has heard can be compared. Linux only.
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6
