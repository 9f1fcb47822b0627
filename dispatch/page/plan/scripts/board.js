/* The page of a plan: its parts, joined. */

window.showPlan = (parts) => {
  const board = new Board(parts);
  fillFiguresAbove(board);
  fillAlertList(board);
  fillUnitList(board);
  fillNotes(board);
  fillLegend(board);
  addReach(board);
  addClosestIdle(board);
  addMeetingPoints(board);
  addMoves(board);
  addRoutes(board);
  addUnits(board);
  addAlerts(board);
  offerSearch(board);
  offerPlay(board);
  showWholePlan(board);
  watchCrowding(board);
  openFrame(parts, board.words, {
    showAll: () => {
      showWholePlan(board);
      settle(board);
    },
    languageChanged: () => placeBadges(board.map),
  });
};
