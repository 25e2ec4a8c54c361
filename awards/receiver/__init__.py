"""A proposal as the systems of the province take it: the award system's workbook and JSON, an edXML package."""
