-- Which rows of one layer rest on which documents; {{layer}} and {{documents}} are filled by the program.
CREATE TABLE {{layer}}_documents (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, base_id INTEGER NOT NULL,
    related_id INTEGER NOT NULL);
INSERT INTO {{layer}}_documents (base_id, related_id)
    SELECT layer.fid, documents.fid FROM {{layer}} layer
    JOIN json_each('["' || replace(layer.{{documents}}, ' ', '","') || '"]') told
    JOIN documents ON documents.id = told.value
    ORDER BY layer.fid, documents.fid;
INSERT INTO gpkg_extensions VALUES
    ('{{layer}}_documents', NULL, 'gpkg_related_tables', 'http://www.geopackage.org/18-000.html', 'read-write');
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES
    ('{{layer}}_documents', 'attributes', '{{layer}}_documents', '2000-01-01T00:00:00.000Z');
INSERT INTO gpkgext_relations (base_table_name, base_primary_column, related_table_name, related_primary_column,
    relation_name, mapping_table_name)
    VALUES ('{{layer}}', 'fid', 'documents', 'fid', 'attributes', '{{layer}}_documents');
