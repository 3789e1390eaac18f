"""Reading a workbook: cells, sheets, faults. Which sheets there are, the apps above declare."""
