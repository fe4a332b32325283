import type { Culture } from './culture.ts'

/** Names of western Europe and the Americas. */
export const west: readonly Culture[] = [
  {
    share: 27,
    offices: [0, 0, 0, 1, 1, 3],
    native: 0,
    doubled: 0.05,
    initial: 0.12,
    familyFirst: false,
    given:
      'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Christopher Karen Daniel Lisa Matthew Nancy Anthony Betty Mark Sandra Steven Ashley Andrew Emily Kenneth Kimberly Joshua Margaret Kevin Donna Brian Michelle Timothy Carol Amanda Nathan Zoe Siobhán Aoife Callum',
    family:
      "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Turner Phillips Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers O'Brien O'Connor McCarthy McAllister FitzGerald Ellis-Bextor Llewellyn Nic_Aoidh",
  },
  {
    share: 11,
    offices: [2, 2, 0, 0],
    native: 0,
    doubled: 0.75,
    initial: 0,
    familyFirst: false,
    given:
      'María José Juan Ana Luis Carmen Carlos Lucía Jorge Sofía Miguel Elena Ángel Inés Andrés Paula Íñigo Begoña Raúl Noelia Óscar Rocío Joaquín Belén Martín Ximena Mateo Camila Tomás Valentina Germán Araceli',
    family:
      'García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Peñalosa Núñez Ibáñez De_la_Cruz',
  },
  {
    share: 6,
    offices: [2, 2, 3],
    native: 0,
    doubled: 0.6,
    initial: 0,
    familyFirst: false,
    given:
      'João Beatriz Antônio Mariana Francisco Inês Pedro Catarina Gonçalo Leonor Tiago Letícia Rafael Júlia Thiago Fernanda Gustavo Larissa Caio Débora Vinícius Luíza',
    family:
      'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Conceição Magalhães Simões Brandão',
  },
  {
    share: 8,
    offices: [4, 4, 4, 5],
    native: 0,
    doubled: 0.08,
    initial: 0,
    familyFirst: false,
    given:
      'Jürgen Sabine Wolfgang Ursula Klaus Petra Günther Heike Jörg Anja Uwe Katrin Björn Silke Matthias Ulrike Tobias Annegret Sören Mareike Lukas Hannah Felix Käthe Maximilian Friederike',
    family:
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Weiß Größer von_Hohenstein Meyer-Lüdenscheid Straßer',
  },
  {
    share: 6,
    offices: [3, 4],
    native: 0,
    doubled: 0.04,
    initial: 0,
    familyFirst: false,
    given:
      'Marie Jean Camille Pierre Chloé Luc Léa Étienne Manon François Zoé Benoît Anaïs Gaël Élodie Théo Maëlys Rémi Noémie Cédric Solène Jérôme Hélène Anne-Laure',
    family:
      'Dubois Durand Leroy Moreau Lefèvre Mercier Dupont Lambert Fontaine Rousseau Vincent Fournier Girard André Lefebvre Bonnet Garnier Faure Chevalier Gauthier Perrin Masson Clément Beauchêne Saint-Étienne D’Aubigné',
  },
  {
    share: 4,
    offices: [4, 3],
    native: 0,
    doubled: 0.02,
    initial: 0,
    familyFirst: false,
    given:
      'Giulia Marco Chiara Luca Francesca Matteo Alessia Davide Niccolò Martina Lorenzo Ilaria Simone Federica Giosuè Benedetta Salvatore Rosalìa',
    family:
      'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costantini Giordano Rizzo Lombardi Moretti D’Angelo',
  },
  {
    share: 6,
    offices: [3, 5, 5],
    native: 0,
    doubled: 0.04,
    initial: 0,
    familyFirst: false,
    given:
      'Åsa Lars Ingrid Bjørn Astrid Søren Freja Øyvind Sigrún Þórunn Mikael Aino Jyrki Päivi Håkan Linnéa Mads Kåre Kjersti Eero Eydís Halldór',
    family:
      'Andersson Johansson Nilsson Hansen Olsen Larsen Jørgensen Sørensen Ødegård Åkerström Korhonen Virtanen Mäkinen Hämäläinen Guðmundsdóttir Sigurðsson Lindqvist Nygård Bergström Holm Strand',
  },
]
