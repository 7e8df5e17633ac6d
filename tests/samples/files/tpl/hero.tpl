<palette id='1' name="hero">
  <version>
    71 0
  </version>
  <styles>
    <style>
      color_0 3 255 255 255 0
    </style>
    <style>
      hair_shadow 3 20 20 60 255
    </style>
    </styles>
  <stylepages>
    <page>
      <name>
        "夜 night"
      </name>
      <indices>
        0 1
      </indices>
      </page>
    </stylepages>
</palette>
