/** Schedules inside another. */
export const schedulersText = {
  numbered: ({ schedule, number }: { schedule: string; number: number }) => `${schedule} ${number}`,
  remove: "remove",
  removeOf: ({ schedule }: { schedule: string }) => `Remove ${schedule}`,
  add: "add a schedule",
  addTo: ({ schedule }: { schedule: string }) => `Add to ${schedule}`,
};
