"""Given names that are usual in Germany. They tell a second person from an organisation, and a role from a name.

A name that is missing here is read all the same where nothing else than a person can stand.
"""

from ruhrgraph.ontology.names import fold

_NAMES = """
Achim Adam Adelheid Adnan Adrian Agnes Ahmed Ahmet Aisha Albert Alejandro Aleksandra Alex Alexander Alexandra Alfred
Ali Alice Alicia Alina Aline Almut Alois Amelie Amina Amir Ana Anastasia Andrea Andreas Andrej André Anette Angela
Angelika Angelo Anika Anita Anja Anke Ann Anna Anne Annegret Anneliese Annette Annika Ansgar Antje Anton Antonia
Antonio Ariane Armin Arndt Arne Arno Arnold Arnulf Artur Astrid August Axel Ayla Aylin Aynur Ayşe Barbara Bastian
Beate Beatrix Beatriz Benedikt Benjamin Benno Bernadette Bernd Bernhard Bert Berthold Bertram Bettina Bianca Birgit
Birgitta Birte Bjarne Björn Bodo Boris Brigitte Britta Bruno Burak Burkhard Burkhart Can Carina Carl Carla Carlos
Carmen Carola Carolin Caroline Carsten Catharina Catherine Cem Charlotte Christa Christel Christian Christiane
Christina Christine Christof Christoph Christopher Clara Claudia Claus Clemens Constanze Cordula Corinna Cornelia
Cornelius Dagmar Daniel Daniela Danuta Daria Dariusz David Denis Deniz Dennis Detlef Dieter Dietmar Dietrich Dilek
Dimitri Dirk Dominik Dominique Doreen Doris Dorothea Dorothee Dörte Eberhard Eckart Eckhard Edda Edeltraud Edgar
Edith Eduard Egon Ekkehard Elena Eleonore Elfriede Elif Elisa Elisabeth Elke Ella Ellen Elmar Elsa Elvira Emil
Emilia Emily Emine Emma Emre Engelbert Enrico Erhard Eric Erich Erik Erika Ernst Erwin Esra Esther Eugen Eva Evelyn
Fabian Fatih Fatima Fatma Felix Ferdinand Finn Fiona Florian Frank Franz Franziska Frauke Fred Frederik Friederike
Friedhelm Friedrich Fritz Gabi Gabriel Gabriela Gabriele Georg Gerald Gerd Gerda Gereon Gerhard Gerlinde Gernot Gero
Gert Gertrud Gesa Gesine Gisela Gottfried Gregor Greta Gudrun Guido Gundula Gunnar Gustav Götz Günter Günther Hagen
Hakan Halil Hanna Hannah Hanne Hannelore Hannes Hans Harald Hardy Hartmut Hasan Hatice Heide Heidi Heidrun Heike
Heiko Heiner Heinrich Heinz Helen Helena Helene Helga Helge Hella Helmut Hendrik Henning Henri Henrik Henrike
Herbert Heribert Hermann Hilde Hildegard Hilmar Hiltrud Holger Holm Horst Hubert Hubertus Hugo Hülya Ibrahim Ida
Ilka Ilona Ilse Imke Ina Inga Inge Ingeborg Ingo Ingrid Irene Irina Iris Irmgard Isa Isabel Isabell Isabella
Isabelle Ismail Ivan Ivonne Jacqueline Jakob Jan Jana Janina Janne Jannik Jasmin Jens Jessica Joachim Joanna Jochen
Johann Johanna Johannes John Jonas Jonathan Joscha Josef Josefine Joseph Juan Judith Julia Julian Juliane Julius
Justus Jutta Jörg Jörn Jürgen Kai Karen Karin Karina Karl Karla Karola Karoline Karsten Katarina Katarzyna Kathalina
Katharina Kathleen Kathrin Katja Katrin Kaya Kemal Kerstin Kevin Kira Kirsten Klaas Klara Klaudia Klaus Knut Konrad
Konstantin Kristin Kristina Krzysztof Kurt Käthe Lara Larissa Lars Laura Lea Lena Lennart Leo Leon Leonard Leonie
Leopold Levent Lina Linda Lioba Lisa Liselotte Lorenz Lothar Louis Louisa Ludger Ludwig Luis Luisa Lukas Lutz Lydia
Magdalena Maik Maike Maja Manfred Manuel Manuela Marc Marcel Marco Marcus Marek Maren Margarete Margit Margot
Margret Maria Marianne Marie Marijke Marina Mario Marion Marita Mark Markus Marlene Marlies Martha Martin Martina
Mathias Mathilde Matthias Maurice Max Maximilian Małgorzata Mechthild Mehmet Mehtap Meike Melanie Merle Mesut Mia
Michael Michaela Miguel Mike Mirco Miriam Mirjam Mirko Mohamed Mohammed Mona Monika Moritz Murat Mustafa Nadine
Nadja Nancy Natalia Natalie Natascha Nathalie Nathanael Nele Nicola Nicolai Nicolas Nicole Niklas Nikola Nikolaus
Nilgün Nils Nina Nora Norbert Odette Olaf Ole Oleg Olga Oliver Olivia Ortrud Oskar Osman Oswald Ottilie Ottmar Otto
Pamela Pascal Patricia Patrick Paul Paula Pauline Pavel Paweł Pedro Peer Peggy Peter Petra Philip Philipp Pia Pierre
Piotr Rabea Rainer Ralf Ralph Ramona Raphael Rebecca Recep Regina Regine Reiner Reinhard Reinhold Renate René
Ricarda Richard Rita Robert Roberto Robin Roger Roland Rolf Roman Ronald Ronja Rosa Rosemarie Roswitha Rudi Rudolf
Rupert Ruth Rüdiger Sabina Sabine Sabrina Sahra Samir Samuel Sandra Sara Sarah Sascha Saskia Sebastian Selin Selma
Serap Serdar Serkan Sevgi Sibylle Siegfried Sigmar Sigrid Silja Silke Silvia Simon Simone Sina Sofia Sofie Sonja
Sophia Sophie Stefan Stefanie Steffen Steffi Stella Stephan Stephanie Suat Susan Susanna Susanne Sven Svenja
Svetlana Swetlana Sybille Sylvia Sylvie Süleyman Tanja Tatjana Teresa Theo Theodor Theresa Therese Thilo Thomas
Thorben Thorsten Till Tim Timo Tina Tobias Tom Torben Torsten Traudel Trude Udo Ulf Uli Ulla Ulrich Ulrike Ursel
Ursula Uta Ute Uwe Valentin Valerie Vanessa Vera Verena Veronika Viktor Viktoria Vincent Viola Vivian Volker Volkmar
Waldemar Walter Waltraud Wanda Werner Wiebke Wilfried Wilhelm Willi Willy Winfried Wladimir Wolf Wolfgang Wolfram
Yannick Yannik Yasemin Yasmin Yusuf Yvonne Yılmaz Zeynep Zoe Ömer Özlem Łukasz
""".split()  # noqa: SIM905  # a list of quoted words is five times as long
_FOLDED = frozenset(map(fold, _NAMES))


def is_given_name(word: str) -> bool:
    """Return whether a word is a usual given name, or two with a hyphen (`Karl-Josef`)."""
    parts = word.split("-")
    return all(fold(part) in _FOLDED for part in parts)
